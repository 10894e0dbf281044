"""Asking people in, and letters to addresses."""

import secrets
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation
from accounts.models.people import User
from accounts.roles import Grade, Role
from workflow import clock

INVITATION_DAYS = 14


def new_token():
    return secrets.token_urlsafe(24)


def default_expiry():
    return clock.now() + timedelta(days=INVITATION_DAYS)


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        """Neither accepted nor withdrawn; an expired one is still listed, so that it can be sent again."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self):
        """Those that can be accepted now."""
        return self.waiting().filter(expires_at__gt=clock.now())


class Invitation(models.Model):
    """Asks someone by e-mail to join an organisation (`organisation` set) or the staff (`roles` set).

    For an auditor it carries the registration that is written down on acceptance.
    """

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="invitations")
    roles = models.JSONField(default=list)
    grade = models.CharField(_("grade"), max_length=20, choices=Grade.choices, blank=True)
    number = models.CharField(_("registration number"), max_length=40, blank=True)
    valid_until = models.DateField(_("registered until"), null=True, blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(default=default_expiry)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, roles=[]) | (Q(organisation=None) & ~Q(roles=[])),
                name="invited_to_one_place",
            )
        ]

    def __str__(self):
        return self.email

    @property
    def reference(self):
        return self.email

    @property
    def role_names(self):
        return [str(role.label) for role in Role if role.value in self.roles]

    @property
    def is_open(self):
        return not self.accepted_at and not self.withdrawn_at and self.expires_at > clock.now()

    @property
    def has_expired(self):
        return not self.accepted_at and not self.withdrawn_at and self.expires_at <= clock.now()

    def get_absolute_url(self):
        return reverse("invitation", args=[self.token])


class Letter(models.Model):
    """An e-mail to an address: sign-up, password, invitation. The outbox for people the journal does not know (yet).

    Sent after commit, swept when left behind. Once sent, `body` and `html` are blanked, since they may hold a key to an
    account.
    """

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    invitation = models.ForeignKey(Invitation, models.PROTECT, null=True, related_name="letters")
    created_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["sent_at", "claimed_at"])]

    def __str__(self):
        return f"{self.subject} → {self.to}"
