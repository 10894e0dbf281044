"""Who may review, decide and look after certificates. No exception for anybody."""

import rules

from accounts.permissions import (
    belongs_to_client,
    has_interest_in_client,
    is_audit_manager,
    is_manager,
    is_member,
    is_system,
)
from audits.queries.participation import people_who_evaluated

__all__ = [
    "has_interest_in_client",
    "is_certificate_manager",
    "is_deciding_manager",
    "is_holder",
    "is_system",
    "is_voter",
    "took_part_in_evaluation",
]


@rules.predicate
def took_part_in_evaluation(user, decision):
    """Served on the audit's team (also when replaced), evaluated the documents, planned, verified or reported (17065, 7.5.1)."""
    return bool(user and people_who_evaluated(decision.audit).filter(pk=user.pk).exists())


is_impartial = ~took_part_in_evaluation & ~has_interest_in_client
is_voter = is_member & is_impartial
is_deciding_manager = is_manager & is_impartial
is_certificate_manager = is_manager & ~has_interest_in_client
is_surveillance_keeper = is_audit_manager & ~has_interest_in_client
is_holder = belongs_to_client
