"""Who stands in which relation to an audit or a nonconformity."""

import rules

from accounts.permissions import (
    belongs_to_client,
    has_interest_in_client,
    is_audit_manager,
    is_auditor,
    is_manager,
    is_system,
)
from audits.models.team import TeamMember

__all__ = ["is_client", "is_free_audit_manager", "is_leader", "is_on_team", "is_system"]


def _assignment(user, audit):
    return audit.current_team.filter(user=user).exclude(declaration=TeamMember.Declaration.INTEREST) if user else None


@rules.predicate
def leads_team(user, audit):
    """Is the present team leader of the audit, without a declared interest?"""
    return bool(user and _assignment(user, audit).filter(duty=TeamMember.Duty.LEADER).exists())


@rules.predicate
def serves_on_team(user, audit):
    """Is on the present team and declared to have no interest?"""
    return bool(user and _assignment(user, audit).filter(declaration=TeamMember.Declaration.NONE).exists())


@rules.predicate
def serves_on_its_team(user, nonconformity):
    """Serves on the team of the nonconformity's audit, other than as an expert (experts do not score alone)."""
    return bool(
        user
        and _assignment(user, nonconformity.audit)
        .filter(declaration=TeamMember.Declaration.NONE)
        .exclude(duty=TeamMember.Duty.EXPERT)
        .exists()
    )


is_client = belongs_to_client
is_free_audit_manager = is_audit_manager & ~has_interest_in_client
is_leader = is_auditor & leads_team & ~has_interest_in_client
is_on_team = is_auditor & serves_on_team & ~has_interest_in_client
is_verifier = is_auditor & serves_on_its_team & ~has_interest_in_client
is_free_manager = is_manager & ~has_interest_in_client
