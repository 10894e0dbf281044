"""The certificate: a frozen statement, and a state that moves."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from audits.models import ScoreSheet
from certificates.models.decision import Decision
from scoring.rules import Level
from scoring.words import level_label
from workflow import clock
from workflow.models import Case, CaseQuerySet

LIVING = ("valid", "suspended")
SOON_DAYS = 90


class CertificateSerial(models.Model):
    """The last serial of a body and year. Locked in the granting transaction: never given twice, never given back to a
    different certificate."""

    series = models.CharField(max_length=20, primary_key=True)
    value = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.series}: {self.value}"


class CertificateQuerySet(CaseQuerySet):
    def visible_to(self, user):
        """Staff see all, clients their own. (The public register is another reading: queries.public_record.)"""
        if not user.is_authenticated:
            return self.none()
        return self if user.roles else self.filter(organisation__in=user.organisations)

    def in_state(self, state, day):
        """Those that are in `state` on `day`, computed as `Certificate.state_on` does."""
        run_out = Q(state__in=LIVING, expires_on__lt=day)
        if state == Certificate.State.EXPIRED:
            return self.filter(Q(state=state) | run_out)
        return self.filter(state=state).exclude(run_out)

    def with_level_rank(self):
        """Adds `level_rank`, so that levels sort by their stars and not by their names."""
        ranks = [models.When(level=level.value, then=models.Value(rank)) for rank, level in enumerate(Level)]
        return self.annotate(level_rank=models.Case(*ranks, output_field=models.PositiveSmallIntegerField()))


class Certificate(Case):
    """Everything printed on it is frozen here at the grant; `reference` is its number, `lookup` the number as
    `numbering.normalise_number` writes it, so that it is found however people type it."""

    class State(models.TextChoices):
        VALID = "valid"
        SUSPENDED = "suspended"
        WITHDRAWN = "withdrawn"
        CANCELLED = "cancelled"
        EXPIRED = "expired"

    state = models.CharField(max_length=30, choices=State.choices, default=State.VALID, editable=False)
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="certificate")
    score_sheet = models.OneToOneField(ScoreSheet, models.PROTECT, related_name="certificate")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="certificates")
    lookup = models.CharField(max_length=40, unique=True, editable=False)
    cycle = models.PositiveSmallIntegerField(default=0)
    level = models.CharField(max_length=20)
    holder = models.CharField(max_length=200)
    holder_en = models.CharField(max_length=200, blank=True)
    uscc = models.CharField(max_length=18)
    address = models.CharField(max_length=300)
    address_en = models.CharField(max_length=300, blank=True)
    scope = models.TextField()
    scope_en = models.TextField(blank=True)
    sites = models.JSONField(default=list)
    standard = models.CharField(max_length=60)
    issued_on = models.DateField()
    first_issued_on = models.DateField()
    expires_on = models.DateField()
    created_at = models.DateTimeField(default=clock.now)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("issued_on"), first_issued_on__lte=F("issued_on")),
                name="certificate_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(level__in=["qualified", "three_star", "four_star", "five_star"]),
                name="certificate_has_a_level",
            ),
        ]

    @property
    def number(self):
        return self.reference

    @property
    def ends_soon(self):
        """Is it alive and ends within SOON_DAYS?"""
        return self.state in LIVING and 0 <= (self.expires_on - clock.today()).days <= SOON_DAYS

    @property
    def level_label(self):
        return level_label(self.level)

    def get_absolute_url(self):
        return reverse("certificate", args=[self.reference])

    def state_on(self, day):
        """The state a stranger must be told on `day`: a valid or suspended one whose last day has passed is expired, whether
        or not the nightly step has run. The last day printed is itself a day of validity."""
        if self.state in LIVING and day > self.expires_on:
            return self.State.EXPIRED
        return self.State(self.state)

    @property
    def state_today(self):
        return self.state_on(clock.today())
