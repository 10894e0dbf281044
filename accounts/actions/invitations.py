"""Asking people in, by e-mail."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.roles import grant_role, register_auditor
from accounts.letters import write_letter
from accounts.models import Invitation, Membership, User
from accounts.refusals import Refused
from workflow import clock
from workflow.journal import record


@transaction.atomic
def invite(*, by, email, name="", organisation=None, roles=(), grade="", number="", valid_until=None):
    """Invite by e-mail, to an organisation or to the staff, and send the letter after commit.

    An open invitation of the address to the same place is replaced: its link stops working. Raises Refused where the
    person belongs there already.
    """
    email = email.strip().lower()
    known = User.objects.filter(email__iexact=email).first()
    if known and organisation and known.belongs_to(organisation):
        raise Refused(_("%(email)s is a member of this organisation already.") % {"email": email})
    if known and not organisation and known.role_grants.filter(revoked_at=None).exists():
        raise Refused(
            _("%(email)s belongs to the staff already. Change the roles on the person's page.") % {"email": email}
        )
    Invitation.objects.waiting().filter(email=email, organisation=organisation).update(withdrawn_at=clock.now())
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        organisation=organisation,
        roles=[str(role) for role in roles],
        grade=grade,
        number=number,
        valid_until=valid_until,
        invited_by=by,
    )
    record(organisation or invitation, "invite", by=by, email=email, roles=invitation.roles)
    write_letter(
        "emails/accounts/invitation.txt",
        to=email,
        language=known.language if known else (by.language if by else settings.LANGUAGE_CODE),
        invitation=invitation,
        context={"invitation": invitation, "name": name or (known.name if known else "")},
    )
    return invitation


def invite_again(invitation, *, by):
    """Replace a waiting invitation by a fresh one with the same content: new link, new period, new letter."""
    return invite(
        by=by,
        email=invitation.email,
        name=invitation.name,
        organisation=invitation.organisation,
        roles=invitation.roles,
        grade=invitation.grade,
        number=invitation.number,
        valid_until=invitation.valid_until,
    )


@transaction.atomic
def withdraw_invitation(invitation, *, by):
    """Let the link stop working. Nothing happens where it was used or withdrawn before."""
    if Invitation.objects.waiting().filter(pk=invitation.pk).update(withdrawn_at=clock.now()):
        record(invitation.organisation or invitation, "withdraw_invitation", by=by, email=invitation.email)


@transaction.atomic
def accept_invitation(invitation, *, by):
    """Join the place the invitation names. Raises Refused where it is used up, expired or meant for another address."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_open:
        raise Refused(_("This invitation has expired, was withdrawn or was used. Ask for a new one."))
    if invitation.email != by.email.lower():
        raise Refused(_("This invitation is for %(email)s. Sign in with that address.") % {"email": invitation.email})
    invitation.accepted_by, invitation.accepted_at = by, clock.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    if invitation.organisation:
        Membership.objects.get_or_create(user=by, organisation=invitation.organisation, left_at=None)
    for role in invitation.roles:
        grant_role(by, role, by=invitation.invited_by)
    if invitation.grade:
        register_auditor(
            by,
            by=invitation.invited_by,
            grade=invitation.grade,
            number=invitation.number,
            valid_until=invitation.valid_until,
        )
    record(invitation.organisation or invitation, "accept_invitation", by=by, email=invitation.email)


@transaction.atomic
def open_account(invitation, *, name, password, language):
    """Create the account of an invited person and accept the invitation. The link came by e-mail, so the address is proved.

    Raises Refused where the address has an account already or the invitation cannot be accepted.
    """
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name, language=language)
    except IntegrityError:
        raise Refused(
            _("There is an account for %(email)s already. Sign in to accept.") % {"email": invitation.email}
        ) from None
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    accept_invitation(invitation, by=user)
    return user
