"""Reads about people and organisations."""

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from accounts.models import Invitation, Organisation, RoleGrant, User


def staff_people():
    """Everybody who holds or held a role, with the roles of today, the registration and whether a second factor is set."""
    today = RoleGrant.objects.filter(revoked_at=None)
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return (
        User.objects.filter(role_grants__isnull=False)
        .distinct()
        .select_related("registration")
        .prefetch_related(Prefetch("role_grants", today, to_attr="grants_today"))
        .annotate(has_second_factor=Exists(factor))
        .order_by("-is_active", "name", "email")
    )


def staff_invitations():
    """Invitations to the staff that nobody has accepted, newest first."""
    return Invitation.objects.waiting().filter(organisation=None).prefetch_related("letters").order_by("-invited_at")


def organisations_listed(user):
    """The organisations the person may see, each with `people_count`, its members of today."""
    return Organisation.objects.visible_to(user).annotate(
        people_count=Count("memberships", filter=Q(memberships__left_at=None), distinct=True)
    )


def open_invitations_of(user):
    """Invitations the person can accept now."""
    return Invitation.objects.open().filter(email=user.email.lower()).select_related("organisation")
