"""People who sign in, their roles and registrations, and the interests that keep them out of a case."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation
from accounts.roles import Grade, Role
from workflow import clock

INTEREST_YEARS = 2


def still_felt(end) -> Q:
    """Relations without an end, or with one (`end` leads to its date) less than INTEREST_YEARS ago."""
    return Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": clock.today() - timedelta(days=365 * INTEREST_YEARS)})


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

    def with_interest_in(self, organisation):
        """Everybody of whom `has_interest_in(organisation)` holds, in one query."""
        member = organisation.memberships.filter(still_felt("left_at__date"))
        declared = organisation.interests.filter(still_felt("until"))
        return self.filter(Q(pk__in=member.values("user")) | Q(pk__in=declared.values("user")))


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
        member, declared = (
            self.memberships.filter(still_felt("left_at__date")),
            self.interests.filter(still_felt("until")),
        )
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
