"""Tables that the body edits: audit days and fees."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class LanguageAware(models.Model):
    """Reference data with a title in both languages."""

    title_zh = models.CharField(_("title in Chinese"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=160)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    @property
    def title(self):
        return self.title_en if get_language() == "en" else self.title_zh


class AuditDayRow(models.Model):
    """Days of an initial audit for organisations of up to so many employees; beyond the last row each doubling adds a day."""

    up_to = models.PositiveIntegerField(
        _("up to this number of employees"), unique=True, validators=[MinValueValidator(1)]
    )
    days = models.DecimalField(
        _("audit days"), max_digits=4, decimal_places=1, validators=[MinValueValidator(Decimal("0.5"))]
    )

    class Meta:
        ordering = ["up_to"]
        verbose_name = _("row of the audit-day table")
        verbose_name_plural = _("audit-day table")

    def __str__(self):
        return _("Up to %(people)d employees: %(days)s audit days") % {"people": self.up_to, "days": self.days}


class FeeItem(LanguageAware):
    """One line of the tariff, in CNY."""

    class Code(models.TextChoices):
        APPLICATION = "application", _("application fee")
        EVALUATION_DAY = "evaluation_day", _("evaluation, per audit day")
        REGISTRATION = "registration", _("approval and registration, certificate included")
        ANNUAL = "annual", _("annual fee, mark included")
        COPY = "copy", _("copy, replacement or change")

    code = models.CharField(_("item"), max_length=30, choices=Code.choices, unique=True)
    amount = models.DecimalField(
        _("amount in CNY"), max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("fee")
        verbose_name_plural = _("tariff")
