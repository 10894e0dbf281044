"""What keeps a person out of a case."""

from django.db import transaction

from accounts.models import Interest
from workflow.journal import record


@transaction.atomic
def declare_interest(user, organisation, *, kind, note, until=None, by=None):
    """Write down what keeps `user` out of the cases of `organisation` until two years after `until` (None: it lasts)."""
    interest = Interest.objects.create(user=user, organisation=organisation, kind=kind, note=note, until=until)
    record(user, "declare_interest", by=by or user, organisation=organisation.uscc, kind=str(kind), until=until)
    return interest
