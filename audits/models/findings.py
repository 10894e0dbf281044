"""What the auditors found: a finding per clause, special deductions, a bonus; and the frozen score sheet."""

import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audits.models.audit import Audit
from files.models import StoredFile
from scoring.models import Edition
from workflow import clock


class Finding(models.Model):
    """The outcome of one clause (rules R2, R3, R6). Auditors record findings; points follow from them."""

    class Outcome(models.TextChoices):
        MET = "met", _("met")
        NOT_MET = "not_met", _("not met")
        SAMPLED = "sampled", _("sampled")
        EXCLUDED = "excluded", _("does not apply")

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="findings")
    clause = models.CharField(max_length=12)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    drawn = models.PositiveIntegerField(_("samples drawn"), null=True, blank=True)
    failed = models.PositiveIntegerField(_("samples failed"), null=True, blank=True)
    reason = models.CharField(_("reason why the clause does not apply"), max_length=500, blank=True)
    remark = models.TextField(_("remark and evidence"), max_length=4000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["clause"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "clause"], name="one_finding_per_clause"),
            models.CheckConstraint(
                condition=(
                    # A comparison with NULL passes a check, so that both must be asked for by name.
                    Q(outcome="sampled", drawn__isnull=False, failed__isnull=False)
                    & Q(drawn__gte=1, failed__gte=0, failed__lte=F("drawn"))
                    | (~Q(outcome="sampled") & Q(drawn=None, failed=None))
                ),
                name="samples_add_up",
            ),
            models.CheckConstraint(condition=~Q(outcome="excluded") | ~Q(reason=""), name="exclusion_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.clause}: {self.outcome}"


class Evidence(models.Model):
    """A file or photograph that supports a finding."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="evidence")
    clause = models.CharField(max_length=12)
    stored = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.clause}: {self.stored}"


class SpecialDeduction(models.Model):
    """特别扣分项 (rule R4): one point each, outside the clause points; each must be rectified."""

    class Ground(models.TextChoices):
        LAW = "law", _("breaks the law")
        OWN_RULES = "own_rules", _("breaks the company's own service rules")
        TRADE_NEED = "trade_need", _("breaks a special professional need of the trade")
        SYSTEM_OPERATION = "system_operation", _("affects the running of the service system")

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="special_deductions")
    ground = models.CharField(_("ground"), max_length=30, choices=Ground.choices)
    text = models.TextField(_("what was found"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.ground}: {self.text[:40]}"


class Bonus(models.Model):
    """特别加分项 (rule R5): one point, at most one."""

    audit = models.OneToOneField(Audit, models.PROTECT, related_name="bonus")
    text = models.TextField(_("what leads the trade"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return self.text[:40]


def canonical(sheet: dict) -> bytes:
    """The exported form of a score sheet as UTF-8 JSON, keys sorted: databases keep no order, and a seal needs the same bytes."""
    return (json.dumps(sheet, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


class ScoreSheet(models.Model):
    """The frozen result of a report: `sheet` is the exported form, `result` what scoring made of it. Never changed;
    a report sent back and submitted again adds the next number."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="score_sheets")
    number = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    sheet = models.JSONField(encoder=DjangoJSONEncoder)
    result = models.JSONField(encoder=DjangoJSONEncoder)
    level = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["audit", "number"], name="score_sheet_number_once")]

    def __str__(self):
        return f"{self.audit} #{self.number}"

    @property
    def content(self) -> bytes:
        """The bytes that `sha256` is of."""
        return canonical(self.sheet)

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A score sheet is frozen; a correction is a new sheet.")
        super().save(*args, **kwargs)
