"""Organisations and who belongs to them."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, Organisation
from accounts.refusals import Refused
from workflow import clock
from workflow.journal import record


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
    """Change master data; the journal keeps each value before and after. The code is the identity and never changes."""
    stored = Organisation.objects.select_for_update().get(pk=organisation.pk)
    changed = {k: [getattr(stored, k), v] for k, v in fields.items() if getattr(stored, k) != v}
    if not changed:
        return organisation
    for name, (_old, new) in changed.items():
        setattr(organisation, name, new)
    organisation.save(update_fields=list(changed))
    record(organisation, "change_organisation", by=by, changed=changed)
    return organisation


@transaction.atomic
def leave_organisation(membership, *, by):
    """End a membership. Raises Refused where it is the last one of the organisation."""
    present = Membership.objects.select_for_update().filter(organisation=membership.organisation, left_at=None)
    keys = {one.pk for one in present.order_by("pk")}
    if membership.pk not in keys:
        return
    if len(keys) == 1:
        raise Refused(_("An organisation keeps at least one member. Invite somebody else first."))
    membership.left_at = clock.now()
    membership.save(update_fields=["left_at"])
    record(membership.organisation, "remove_member", by=by, person=str(membership.user))
