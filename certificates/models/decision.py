"""The certification decision: votes by name, quorum, majority, and what came of it."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.roles import Role
from audits.models import Audit, ScoreSheet
from workflow import clock
from workflow.models import Case, CaseQuerySet
from workflow.movers import Mover


class CommitteeRules(models.Model):
    """Quorum and majority, one row, edited by the body (defaults are ours: 3 votes, two thirds)."""

    quorum = models.PositiveSmallIntegerField(_("votes needed (quorum)"), default=3, validators=[MinValueValidator(1)])
    majority_numerator = models.PositiveSmallIntegerField(
        _("majority: this many"), default=2, validators=[MinValueValidator(1)]
    )
    majority_denominator = models.PositiveSmallIntegerField(
        _("majority: out of"), default=3, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("rules of the committee")
        verbose_name_plural = _("rules of the committee")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_row_of_committee_rules"),
            models.CheckConstraint(
                condition=Q(
                    quorum__gte=1, majority_numerator__gte=1, majority_numerator__lte=F("majority_denominator")
                ),
                name="committee_rules_make_sense",
            ),
        ]

    def __str__(self):
        return f"{self.quorum}; {self.majority_numerator}/{self.majority_denominator}"

    @classmethod
    def current(cls):
        return cls.objects.get_or_create(pk=1)[0]


class DecisionQuerySet(CaseQuerySet):
    def visible_to(self, user):
        """The committee and managers; nobody else sees votes or reasons here."""
        if user.is_authenticated and user.roles & {Role.MEMBER, Role.MANAGER}:
            return self
        return self.none()


class Decision(Case):
    """One round of the committee on one report. A report sent back comes again as a new round."""

    BEGINS = "opened_at"

    class State(models.TextChoices):
        OPEN = "open"
        GRANTED = "granted"
        REFUSED = "refused"
        SENT_BACK = "sent_back"

    MOVERS = {State.OPEN: Mover.COMMITTEE}

    state = models.CharField(max_length=30, choices=State.choices, default=State.OPEN, editable=False)
    audit = models.ForeignKey(Audit, models.PROTECT, related_name="decisions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    score_sheet = models.OneToOneField(ScoreSheet, models.PROTECT, related_name="decision")
    opened_at = models.DateTimeField(default=clock.now)
    quorum = models.PositiveSmallIntegerField()
    majority_numerator = models.PositiveSmallIntegerField()
    majority_denominator = models.PositiveSmallIntegerField()
    decided_at = models.DateTimeField(null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        verbose_name = _("certification decision")
        verbose_name_plural = _("certification decisions")
        constraints = [
            models.UniqueConstraint(fields=["audit"], condition=Q(state="granted"), name="granted_once"),
            models.UniqueConstraint(fields=["audit"], condition=Q(state="open"), name="one_open_decision"),
        ]

    def get_absolute_url(self):
        return reverse("decision", args=[self.reference])


class Vote(models.Model):
    """One member's position with its reasons and declaration; final once cast."""

    class Position(models.TextChoices):
        GRANT = "grant", _("grant")
        REFUSE = "refuse", _("refuse")
        SEND_BACK = "send_back", _("send back to the audit")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    position = models.CharField(_("position"), max_length=20, choices=Position.choices)
    reason = models.TextField(_("reasons"), max_length=4000)
    declares_no_interest = models.BooleanField(
        _("I have no interest in this client and took no part in its evaluation.")
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "user"], name="one_vote_per_person"),
            models.CheckConstraint(condition=Q(declares_no_interest=True), name="vote_declares_no_interest"),
        ]

    def __str__(self):
        return f"{self.user}: {self.position}"
