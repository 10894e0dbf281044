"""Who holds which role, and the registration of auditors."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AuditorRegistration, RoleGrant
from accounts.refusals import Refused
from accounts.roles import Role
from workflow import clock
from workflow.journal import record


@transaction.atomic
def grant_role(user, role, *, by):
    """Give `user` the role; nothing happens where it is held already."""
    _grant, created = RoleGrant.objects.get_or_create(
        user=user, role=role, revoked_at=None, defaults={"granted_by": by, "granted_at": clock.now()}
    )
    user.forget_roles()
    if created:
        record(user, "grant_role", by=by, role=str(role))


@transaction.atomic
def revoke_role(user, role, *, by):
    """Take the role away; it acts at the person's next request. Raises Refused for the last manager."""
    if role == Role.MANAGER:
        keep_a_manager(user)
    closed = RoleGrant.objects.filter(user=user, role=role, revoked_at=None).update(
        revoked_by=by, revoked_at=clock.now()
    )
    user.forget_roles()
    if closed:
        record(user, "revoke_role", by=by, role=str(role))


@transaction.atomic
def set_roles(user, roles, *, by):
    """Let `user` hold exactly `roles`; each one given or taken is a deed of its own. Raises Refused for the last manager."""
    held = set(user.role_grants.filter(revoked_at=None).values_list("role", flat=True))
    wanted = {str(role) for role in roles}
    for role in sorted(wanted - held):
        grant_role(user, role, by=by)
    for role in sorted(held - wanted):
        revoke_role(user, role, by=by)


@transaction.atomic
def register_auditor(user, *, by, grade, number="", valid_until=None):
    """Write down the grade of an auditor or expert."""
    registration, _created = AuditorRegistration.objects.update_or_create(
        user=user, defaults={"grade": grade, "number": number, "valid_until": valid_until}
    )
    record(user, "register_auditor", by=by, grade=str(grade), number=number, valid_until=valid_until)
    return registration


def keep_a_manager(user):
    """Raise Refused where `user` is the only active manager. Locks the managers, so that two cannot remove each other."""
    managers = RoleGrant.objects.select_for_update(of=("self", "user")).select_related("user").order_by("pk")
    present = {grant.user_id for grant in managers.filter(role=Role.MANAGER, revoked_at=None) if grant.user.is_active}
    if present == {user.pk}:
        raise Refused(
            _(
                "%(person)s is the last manager. Give the role to somebody else first; without a manager nobody can invite staff."
            )
            % {"person": user}
        )
