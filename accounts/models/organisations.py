"""Applicants and clients, and who belongs to them."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.validation import validate_uscc
from workflow import clock


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every organisation; others those they belong to."""
        if not user.is_authenticated:
            return self.none()
        if user.roles:
            return self
        return self.filter(memberships__user=user, memberships__left_at=None).distinct()


class Organisation(models.Model):
    """An applicant or client, identified by its 18-character 统一社会信用代码."""

    name = models.CharField(_("name of the organisation"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    uscc = models.CharField(_("unified social credit code"), max_length=18, unique=True, validators=[validate_uscc])
    address = models.CharField(_("registered address"), max_length=300)
    address_en = models.CharField(_("registered address in English"), max_length=300, blank=True)
    legal_representative = models.CharField(_("legal representative"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name

    @property
    def reference(self):
        return self.uscc

    @property
    def people(self):
        """Present members who may sign in."""
        return (
            get_user_model()
            .objects.filter(is_active=True, memberships__organisation=self, memberships__left_at=None)
            .distinct()
        )

    def get_absolute_url(self):
        return reverse("organisation", args=[self.uscc])


class Membership(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    joined_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], condition=Q(left_at=None), name="member_once"),
        ]

    def __str__(self):
        return f"{self.user} @ {self.organisation}"
