"""Editions of the standard: the indicator tree and the rule parameters as data with a version.

What is loaded stays as it is, for scores are frozen with it: a correction is a new version, and the only thing that
ever happens to an edition is its approval, once.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.bilingual import Bilingual, in_language
from scoring.rules import Rules
from workflow import clock

APPROVAL = {"approved_by", "approved_at"}


class FrozenEdition(Exception):
    """A bug: something tried to change or remove what scores are frozen with."""


class FrozenQuerySet(models.QuerySet):
    """Rows that are added and read, never changed or removed."""

    def update(self, **values):
        raise FrozenEdition(f"{self.model.__name__}: {', '.join(values)}")

    def bulk_update(self, objs, fields, batch_size=None):
        raise FrozenEdition(f"{self.model.__name__}: {', '.join(fields)}")

    def delete(self):
        raise FrozenEdition(f"{self.model.__name__}: delete")


class Edition(models.Model):
    """One version of a standard, as loaded from its folder; certificates need it approved (ISO/IEC 17065, 7.1.2)."""

    standard = models.CharField(_("standard"), max_length=60)
    version = models.PositiveIntegerField(_("version"))
    title_zh = models.CharField(_("title in Chinese"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    rules = models.JSONField(_("rule parameters"))
    source_sha256 = models.CharField(_("SHA-256 of the source"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"), default=clock.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["standard", "version"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "version"], name="edition_once"),
            models.CheckConstraint(
                condition=models.Q(approved_by=None, approved_at=None)
                | models.Q(approved_by__isnull=False, approved_at__isnull=False),
                name="edition_approved_by_someone",
            ),
        ]

    def __str__(self):
        return f"{self.standard} v{self.version}"

    def save(self, *args, **kwargs):
        if not self._state.adding and set(kwargs.get("update_fields") or ()) != APPROVAL:
            raise FrozenEdition(f"{self}: only its approval can be added")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise FrozenEdition(f"{self}: delete")

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None

    @property
    def parameters(self) -> Rules:
        """The rule parameters that scores of this edition are worked out with."""
        return Rules.from_dict(self.rules)


class Indicator(Bilingual, models.Model):
    """One row of an edition's tree: a section, a second-level indicator, a scored clause, or a clause's check point."""

    class Depth(models.IntegerChoices):
        SECTION = 1, _("Section")
        INDICATOR = 2, _("Second-level indicator")
        CLAUSE = 3, _("Clause")
        CHECK_POINT = 4, _("Check point")

    class PointsBasis(models.TextChoices):
        OFFICIAL = "official", _("Official")
        PUBLISHED = "published", _("Published")
        DERIVED = "derived", _("Derived from published points")
        PROVISIONAL = "provisional", _("Provisional")

    class TextBasis(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        PROVISIONAL = "provisional", _("Provisional")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="indicators", verbose_name=_("edition"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    depth = models.PositiveSmallIntegerField(_("kind"), choices=Depth)
    code = models.CharField(_("code"), max_length=20)
    title_zh = models.CharField(_("title in Chinese"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2, null=True, blank=True)
    points_basis = models.CharField(_("basis of the points"), max_length=12, choices=PointsBasis, blank=True)
    guidance_zh = models.TextField(_("guidance in Chinese"), blank=True)
    guidance_en = models.TextField(_("guidance in English"), blank=True)
    text_basis = models.CharField(_("basis of the text"), max_length=12, choices=TextBasis)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["edition", "order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="indicator_once"),
            models.UniqueConstraint(fields=["edition", "order"], name="indicator_order_once"),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise FrozenEdition(f"{self.code}: save")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise FrozenEdition(f"{self.code}: delete")

    @property
    def is_provisional(self) -> bool:
        """Whether the points or the words wait for the standard owner's confirmation."""
        return self.points_basis == self.PointsBasis.PROVISIONAL or self.text_basis == self.TextBasis.PROVISIONAL
