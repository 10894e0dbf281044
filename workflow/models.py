"""Tables of the engine: cases, the journal (Event), the outbox (Notice) and counters."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import NamedTuple

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from workflow import clock, registry
from workflow.movers import Mover

NOTHING = MappingProxyType({})


class StateChangedOutsideStep(Exception):
    """A bug: something other than `perform` tried to write a `state`."""


class Due(NamedTuple):
    """The day by which something should be done: a deadline, or only an aim of ours."""

    day: date
    is_aim: bool


class CaseQuerySet(models.QuerySet):
    def due_before(self, day):
        """Cases whose `due` lies before `day`, deadlines and aims alike. Reads `since`: call it after `with_since`."""
        wanted = Q(pk__in=[])
        for state in self._counting_states():
            if column := self.model.DEADLINES.get(state.name):
                wanted |= Q(state=state.name, **{f"{column}__lt": day})
            if state.days:
                begun = datetime.combine(day - timedelta(days=state.days), time(), timezone.get_default_timezone())
                unset = {f"{column}__isnull": True} if column else {}
                wanted |= Q(state=state.name, since__lt=begun, **unset)
        return self.filter(wanted)

    def _counting_states(self):
        return [state for state in registry.machine_of(self.model).states if state.name not in self.model.HANDED_ON]

    def with_due(self):
        """Adds `due_at`, by which rows sort as by their `due`. Reads `since`: call it after `with_since`."""
        moment, whens = models.DateTimeField(), []
        for state in self._counting_states():
            column = self.model.DEADLINES.get(state.name)
            aim = models.ExpressionWrapper(F("since") + timedelta(days=state.days), moment) if state.days else None
            known = [Cast(column, moment)] if column else []
            known += [aim] if aim is not None else []
            if known:
                whens.append(models.When(state=state.name, then=Coalesce(*known) if known[1:] else known[0]))
        return self.annotate(due_at=models.Case(*whens, default=None, output_field=moment))

    def waiting_for(self, *movers):
        """Cases in which one of the movers has the next move."""
        return self.filter(state__in=[state for state, mover in self.model.MOVERS.items() if mover in movers])

    def with_since(self):
        """Adds `since`: when the case came into its present state (one that never moved: when it began)."""
        meta = self.model._meta
        kind = {"case_type__app_label": meta.app_label, "case_type__model": meta.model_name}
        moves = Event.objects.moves().filter(**kind, case_id=OuterRef("pk"))
        return self.annotate(since=Coalesce(Subquery(moves.order_by("-pk").values("at")[:1]), self.model.BEGINS))


class Case(models.Model):
    """Anything with a lifecycle. `state` is written by `workflow.engine.perform` alone; subclasses give it its default."""

    BEGINS = "created_at"  # the column of the moment at which a case begins
    MOVERS: Mapping[str, Mover] = NOTHING  # who has the move, by state; nobody in the states left out
    HANDED_ON: tuple = ()  # states in which a case of the next kind has taken over, or is about to: nothing is due here
    DEADLINES: Mapping[str, str] = NOTHING  # the column with the deadline, by state

    reference = models.CharField(max_length=40, unique=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.reference

    @classmethod
    def from_db(cls, db, field_names, values):
        case = super().from_db(db, field_names, values)
        case._stored_state = case.__dict__.get("state")
        return case

    def save(self, *args, performing=False, **kwargs):
        begun = self.machine.initial if self._state.adding else self._stored_state
        if not performing and self.state != begun:
            raise StateChangedOutsideStep(f"{self}: {begun} -> {self.state}")
        super().save(*args, **kwargs)
        self._stored_state = self.state

    @property
    def machine(self):
        return registry.machine_of(self)

    @property
    def state_words(self):
        return self.machine.state(self.state)

    @property
    def state_label(self):
        return self.state_words.label

    def state_label_for(self, person):
        """What the state is called to this person: clients read other words than staff."""
        return self.state_words.label if person is None or person.roles else self.state_words.for_client

    @property
    def state_tone(self):
        return self.state_words.tone

    @property
    def is_closed(self):
        return self.state_words.final

    @property
    def target_on(self) -> date | None:
        """The day by which the case should leave its state by our own aims (`State.days`); None where there is none.

        Reads `since`: rows come from `with_since`.
        """
        days = self.state_words.days
        return clock.day_of(self.since) + timedelta(days=days) if days else None

    @property
    def deadline_on(self) -> date | None:
        """The deadline that the present state has by rule or agreement; None where there is none."""
        column = self.DEADLINES.get(self.state)
        return getattr(self, column) if column else None

    @property
    def due(self) -> Due | None:
        """The deadline, else our own aim (reads `since`, see `target_on`), else None."""
        if self.state in self.HANDED_ON:
            return None
        if self.deadline_on:
            return Due(self.deadline_on, is_aim=False)
        return Due(self.target_on, is_aim=True) if self.target_on else None

    @property
    def aim_on(self) -> date | None:
        """The day it is due by where that is only our own aim; None where a deadline stands instead, or nothing is due."""
        return self.due.day if self.due and self.due.is_aim else None

    @property
    def mover(self) -> Mover | None:
        """Who has the next move."""
        return self.MOVERS.get(self.state)

    def last_event(self, *names):
        """The newest journal row of this case (of the named steps), or None."""
        events = Event.objects.of(self)
        return (events.filter(name__in=names) if names else events).order_by("-pk").first()


class EventQuerySet(models.QuerySet):
    def of(self, *cases):
        """Rows of any of the cases."""
        wanted = Q(pk__in=[])
        for case in cases:
            wanted |= Q(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)
        return self.filter(wanted)

    def moves(self):
        """Rows that changed a state (`Event.changed_state`)."""
        return self.exclude(state_before=F("state_after"))


class Event(models.Model):
    """One row of the journal: who, when, what, why. Append-only; a database trigger refuses UPDATE and DELETE."""

    case_type = models.ForeignKey(ContentType, models.PROTECT)
    case_id = models.BigIntegerField()
    case = GenericForeignKey("case_type", "case_id")
    reference = models.CharField(max_length=254)
    name = models.CharField(max_length=60)
    state_before = models.CharField(max_length=30, blank=True)
    state_after = models.CharField(max_length=30, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=120)
    actor_role = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    request_id = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=clock.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case_type", "case_id"])]

    def __str__(self):
        try:
            return f"{self.reference} {self.deed.done}"
        except LookupError:  # a deed that nobody knows any more
            return f"{self.reference} {self.name}"

    @property
    def deed(self):
        return registry.deed_of(self.case_type.model_class(), self.name)

    @property
    def detail(self):
        """The facts in words, where the deed has some; nothing for facts it does not understand (they may be old)."""
        try:
            return str(self.deed.detail(self.facts)) if self.deed.detail else ""
        except (KeyError, ValueError, TypeError):
            return ""

    @property
    def changed_state(self):
        return self.state_before != self.state_after

    @property
    def acted_as(self):
        """The role of the actor in the reader's language, or that it was the system."""
        if self.actor_id is None:
            return gettext("System")
        roles = [registry.role_in_words(each) for each in self.actor_role.split("、") if each]
        return ("、" if (get_language() or "").startswith("zh") else ", ").join(roles)


class Notice(models.Model):
    """One message to one person by one channel about one event: the outbox. Sent after commit, swept when left behind."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        PAGE = "page"

    event = models.ForeignKey(Event, models.PROTECT, related_name="notices")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    template = models.CharField(max_length=100)
    created_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["event", "recipient", "channel"], name="notice_once")]
        indexes = [models.Index(fields=["channel", "sent_at", "claimed_at"])]

    def __str__(self):
        return f"{self.event} → {self.recipient} · {self.way}"

    @property
    def way(self):
        """The channel in words."""
        return _("by e-mail") if self.channel == self.Channel.EMAIL else _("on the page")


class Counter(models.Model):
    """The last number given out of a series. Locked while a number is taken, so that none is given twice."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.name}: {self.value}"
