"""Nonconformities and the client's corrective actions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audits.models.audit import Audit
from audits.models.findings import SpecialDeduction
from files.models import StoredFile
from workflow import clock
from workflow.models import Case, CaseQuerySet
from workflow.movers import Mover


class NonconformityQuerySet(CaseQuerySet):
    def visible_to(self, user):
        """Whoever sees the audit; clients once the closing meeting was held."""
        seen = self.filter(audit__in=Audit.objects.visible_to(user))
        return seen if getattr(user, "roles", None) else seen.exclude(deadline=None)

    def waiting_for(self, *movers):
        untold = Q(state=Nonconformity.State.OPEN, deadline=None)  # with the team until the closing meeting
        states = [state for state, mover in Nonconformity.MOVERS.items() if mover in movers]
        waiting = Q(state__in=states) & ~untold
        return self.filter(waiting | untold if Mover.TEAM in movers else waiting)


class Nonconformity(Case):
    BEGINS = "raised_at"

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"
        CLOSED = "closed"
        DROPPED = "dropped"

    class Kind(models.TextChoices):
        MINOR = "minor", _("minor nonconformity")
        MAJOR = "major", _("major nonconformity")
        SPECIAL = "special", _("special deduction to be rectified")

    MOVERS = {State.OPEN: Mover.CLIENT, State.ANSWERED: Mover.TEAM}
    DEADLINES = {State.OPEN: "deadline"}  # fixed by the closing meeting, which tells the client

    state = models.CharField(max_length=30, choices=State.choices, default=State.OPEN, editable=False)
    audit = models.ForeignKey(Audit, models.PROTECT, related_name="nonconformities")
    kind = models.CharField(_("kind of nonconformity"), max_length=20, choices=Kind.choices)
    clause = models.CharField(_("clause"), max_length=12, blank=True)
    special_deduction = models.OneToOneField(SpecialDeduction, models.PROTECT, null=True, related_name="nonconformity")
    text = models.TextField(_("what was found"), max_length=2000)
    deadline = models.DateField(_("deadline"), null=True, editable=False)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=clock.now)

    objects = NonconformityQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("nonconformity")
        verbose_name_plural = _("nonconformities")

    def get_absolute_url(self):
        return reverse("nonconformity", args=[self.reference])

    @property
    def organisation(self):
        return self.audit.organisation

    @property
    def mover(self):
        """Who has the next move: until the closing meeting has told the client, the team."""
        return Mover.TEAM if self.state == self.State.OPEN and not self.deadline else super().mover

    @property
    def is_overdue(self):
        """Is the deadline past and nothing answered? Once it is, the delay is ours."""
        return bool(self.deadline_on and self.deadline_on < clock.today())


class CorrectiveAction(models.Model):
    """One answer of the client: a draft until it is sent, then frozen. A rejected answer stays and a new one follows."""

    ANSWERS = ("cause", "correction", "corrective_action", "done_on")

    nonconformity = models.ForeignKey(Nonconformity, models.PROTECT, related_name="actions")
    cause = models.TextField(_("cause"), max_length=2000, blank=True)
    correction = models.TextField(_("what was put right at once"), max_length=2000, blank=True)
    corrective_action = models.TextField(_("what prevents a repeat"), max_length=2000, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=10, choices=[("closed", "closed"), ("rejected", "rejected")], blank=True)
    verdict_note = models.TextField(blank=True)
    verdict_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verdict_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["nonconformity"], condition=Q(sent_at=None), name="one_draft_of_an_answer")
        ]

    def __str__(self):
        return f"{self.nonconformity}: {self.correction[:40]}"


class CorrectiveFile(models.Model):
    action = models.ForeignKey(CorrectiveAction, models.PROTECT, related_name="files")
    stored = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    def __str__(self):
        return str(self.stored)
