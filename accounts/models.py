"""Who: people, their roles, the organisations they belong to, and the interests that keep them out of a case."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.roles import Grade, Role
from accounts.validation import validate_uscc
from workflow import clock

INTEREST_YEARS = 2
INVITATION_DAYS = 14


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def with_role(self, *roles):
        """Active people who hold any of the roles today."""
        granted = RoleGrant.objects.filter(role__in=roles, revoked_at=None)
        return self.filter(is_active=True, pk__in=granted.values("user"))


class User(AbstractBaseUser):
    """A person who signs in by e-mail. There is no all-powerful flag: what one may do follows from roles and memberships."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(default=clock.now, editable=False)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self):
        return self.name or self.email

    @cached_property
    def roles(self):
        """Names of the roles held, read once per request object, so that a removed role acts at the next request."""
        if not self.is_active:
            return frozenset()
        return frozenset(self.role_grants.filter(revoked_at=None).values_list("role", flat=True))

    def forget_roles(self):
        """Let the next question read the roles again."""
        self.__dict__.pop("roles", None)

    @property
    def role_names(self):
        return [str(role.label) for role in Role if role.value in self.roles]

    @property
    def is_staff(self):
        """May open the reference-data admin (Django's name for it)."""
        return Role.MANAGER in self.roles

    def has_perm(self, perm, obj=None):
        return self.is_staff

    def has_module_perms(self, app_label):
        return self.is_staff

    @cached_property
    def organisations(self):
        return Organisation.objects.filter(memberships__user=self, memberships__left_at=None)

    def belongs_to(self, organisation):
        return self.memberships.filter(organisation=organisation, left_at=None).exists()

    @property
    def organisations_of_interest(self):
        """Where the person is a member now or was within two years, or declared an interest that is open or ended less than
        two years ago."""
        since = clock.today() - timedelta(days=365 * INTEREST_YEARS)
        member = self.memberships.filter(Q(left_at=None) | Q(left_at__date__gte=since))
        declared = self.interests.filter(Q(until=None) | Q(until__gte=since))
        return Organisation.objects.filter(
            Q(pk__in=member.values("organisation")) | Q(pk__in=declared.values("organisation"))
        )

    def has_interest_in(self, organisation):
        return self.organisations_of_interest.filter(pk=organisation.pk).exists()


class RoleGrant(models.Model):
    """One role given to one person; a removal closes the row, it does not delete it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], condition=Q(revoked_at=None), name="role_held_once"),
        ]

    def __str__(self):
        return f"{self.user}: {self.role}"


class AuditorRegistration(models.Model):
    """Grade and registration of an auditor or technical expert."""

    user = models.OneToOneField(User, models.PROTECT, related_name="registration")
    grade = models.CharField(_("grade"), max_length=20, choices=Grade.choices)
    number = models.CharField(_("registration number"), max_length=40, blank=True)
    valid_until = models.DateField(_("registered until"), null=True, blank=True)

    def __str__(self):
        return f"{self.user}: {self.get_grade_display()}"

    @property
    def has_run_out(self):
        """Was the last day of the registration before today?"""
        return bool(self.valid_until and self.valid_until < clock.today())


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
        return User.objects.filter(is_active=True, memberships__organisation=self, memberships__left_at=None).distinct()

    def get_absolute_url(self):
        return reverse("organisation", args=[self.uscc])


class Membership(models.Model):
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    joined_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], condition=Q(left_at=None), name="member_once"),
        ]

    def __str__(self):
        return f"{self.user} @ {self.organisation}"


class Interest(models.Model):
    """A declared relation of a person to a client that keeps the person out of its cases."""

    class Kind(models.TextChoices):
        EMPLOYED = "employed", _("worked for the organisation")
        CONSULTED = "consulted", _("consulted for the organisation")
        OWNERSHIP = "ownership", _("holds a share in the organisation")
        RELATIVE = "relative", _("has a close relative there")
        OTHER = "other", _("another interest")

    user = models.ForeignKey(User, models.PROTECT, related_name="interests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="interests")
    kind = models.CharField(_("kind of interest"), max_length=20, choices=Kind.choices)
    until = models.DateField(_("ended on"), null=True, blank=True)
    note = models.CharField(_("explanation"), max_length=400)
    declared_at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return f"{self.user} – {self.organisation}: {self.get_kind_display()}"


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

    Sent after commit, swept when left behind. Once sent, the body is blanked, since it may hold a key to an account.
    """

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
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
