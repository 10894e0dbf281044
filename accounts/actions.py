"""Writes about people: roles, organisations, memberships, invitations, interests. Each leaves a row in the journal."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import AuditorRegistration, Interest, Invitation, Membership, Organisation, RoleGrant
from workflow import clock
from workflow.journal import record


class Refused(Exception):
    """An action that cannot be done; `str()` is a sentence for the person who asked."""


@transaction.atomic
def grant_role(user, role, *, by):
    """Give `user` the role; nothing happens where it is held already."""
    _grant, created = RoleGrant.objects.get_or_create(
        user=user, role=role, revoked_at=None, defaults={"granted_by": by, "granted_at": clock.now()}
    )
    if created:
        record(user, "grant_role", by=by, role=str(role))
    user.__dict__.pop("roles", None)


@transaction.atomic
def revoke_role(user, role, *, by):
    """Take the role away; it acts at the person's next request."""
    closed = RoleGrant.objects.filter(user=user, role=role, revoked_at=None).update(revoked_by=by, revoked_at=clock.now())
    if closed:
        record(user, "revoke_role", by=by, role=str(role))
    user.__dict__.pop("roles", None)


@transaction.atomic
def register_auditor(user, *, by, grade, number="", valid_until=None):
    """Write down the grade of an auditor or expert."""
    registration, _created = AuditorRegistration.objects.update_or_create(
        user=user, defaults={"grade": grade, "number": number, "valid_until": valid_until}
    )
    record(user, "register_auditor", by=by, grade=str(grade), number=number, valid_until=valid_until)
    return registration


@transaction.atomic
def found_organisation(*, by, **fields):
    """Create an organisation with `by` as its first member. Raises Refused where the code is registered already."""
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(**fields)
    except IntegrityError:
        raise Refused(
            _("This organisation is registered already. Ask one of its members to invite you, or write to us.")
        ) from None
    Membership.objects.create(user=by, organisation=organisation)
    record(organisation, "found_organisation", by=by)
    return organisation


@transaction.atomic
def change_organisation(organisation, *, by, **fields):
    """Change master data; the journal keeps each value before and after."""
    changed = {k: [getattr(organisation, k), v] for k, v in fields.items() if getattr(organisation, k) != v}
    if not changed:
        return organisation
    for name, (_old, new) in changed.items():
        setattr(organisation, name, new)
    organisation.save(update_fields=list(changed))
    record(organisation, "change_organisation", by=by, changed=changed)
    return organisation


@transaction.atomic
def leave_organisation(membership, *, by):
    """End a membership; the last member of an organisation cannot leave."""
    others = Membership.objects.select_for_update().filter(organisation=membership.organisation, left_at=None)
    if not others.exclude(pk=membership.pk).exists():
        raise Refused(_("An organisation keeps at least one member. Invite somebody else first."))
    membership.left_at = clock.now()
    membership.save(update_fields=["left_at"])
    record(membership.organisation, "remove_member", by=by, person=str(membership.user))


@transaction.atomic
def invite(*, by, email, name="", organisation=None, roles=()):
    """Invite by e-mail, to an organisation or to the staff; an open invitation to the same place is replaced."""
    now = clock.now()
    email = email.strip().lower()
    Invitation.objects.filter(email=email, organisation=organisation, accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    invitation = Invitation.objects.create(
        email=email, name=name, organisation=organisation, roles=[str(r) for r in roles], invited_by=by
    )
    record(organisation or invitation, "invite", by=by, email=email, roles=invitation.roles)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation, *, by):
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    record(invitation.organisation or invitation, "withdraw_invitation", by=by, email=invitation.email)


@transaction.atomic
def accept_invitation(invitation, *, by):
    """Join the place the invitation names. Raises Refused where it is used up, expired or meant for another address."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_open:
        raise Refused(_("This invitation has expired or was used. Ask for a new one."))
    if invitation.email != by.email.lower():
        raise Refused(_("This invitation is for %(email)s. Sign in with that address.") % {"email": invitation.email})
    invitation.accepted_by, invitation.accepted_at = by, clock.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    if invitation.organisation:
        Membership.objects.get_or_create(user=by, organisation=invitation.organisation, left_at=None)
    for role in invitation.roles:
        grant_role(by, role, by=invitation.invited_by)
    record(invitation.organisation or invitation, "accept_invitation", by=by, email=invitation.email)


@transaction.atomic
def declare_interest(user, organisation, *, kind, note, until=None, by=None):
    """Write down what keeps `user` out of the cases of `organisation`."""
    interest = Interest.objects.create(user=user, organisation=organisation, kind=kind, note=note, until=until)
    record(user, "declare_interest", by=by or user, organisation=organisation.uscc, kind=str(kind), until=until)
    return interest
