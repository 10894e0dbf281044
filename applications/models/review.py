"""Application review by the market department: a verdict on every paper and acceptance condition, days and fee."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from applications.models.papers import PaperKind
from workflow import clock


class PaperVerdict(models.Model):
    """What the officer says of one line of the checklist; the journal keeps earlier verdicts."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("in order")
        MEND = "mend", _("to be corrected")
        NOT_NEEDED = "not_needed", _("not needed here")

    application = models.ForeignKey(Application, models.CASCADE, related_name="paper_verdicts")
    kind = models.ForeignKey(PaperKind, models.PROTECT, related_name="+")
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "kind"], name="paper_verdict_once")]

    def __str__(self):
        return f"{self.kind}: {self.verdict}"


class ConditionVerdict(models.Model):
    """Whether an acceptance condition of the scheme is met (domain: application review)."""

    class Condition(models.TextChoices):
        LEGAL_PERSON = "legal_person", _("The applicant is a legal person.")
        LAWFUL_BUSINESS = "lawful_business", _("It does business lawfully in China.")
        NO_INCIDENT = "no_incident", _("No major quality or service incident in the last 12 months.")
        SYSTEM_RUNS = "system_runs", _("The service system has run for at least 3 months.")

    application = models.ForeignKey(Application, models.CASCADE, related_name="condition_verdicts")
    condition = models.CharField(max_length=30, choices=Condition.choices)
    is_met = models.BooleanField(_("met"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "condition"], name="condition_verdict_once")]

    def __str__(self):
        return f"{self.condition}: {self.is_met}"


class Effort(models.Model):
    """Audit days and fee: as computed from the tables, and as fixed by the officer, with the reason of a deviation.

    `lines` is the computed breakdown: a list of {"code", "title_zh", "title_en", "quantity", "amount"} (CNY, as strings).
    """

    application = models.OneToOneField(Application, models.CASCADE, related_name="effort")
    days_computed = models.DecimalField(_("audit days by the table"), max_digits=5, decimal_places=1)
    days = models.DecimalField(_("audit days fixed"), max_digits=5, decimal_places=1)
    days_reason = models.CharField(_("reason for other days"), max_length=500, blank=True)
    outlets_to_visit = models.PositiveIntegerField(_("outlets to visit"), default=0)
    fee_computed = models.DecimalField(_("fee by the tariff"), max_digits=12, decimal_places=2)
    fee = models.DecimalField(_("fee fixed"), max_digits=12, decimal_places=2)
    fee_reason = models.CharField(_("reason for another fee"), max_length=500, blank=True)
    lines = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return f"{self.days} d, {self.fee} CNY"
