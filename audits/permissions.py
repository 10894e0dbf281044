"""Who stands in which relation to an audit or a nonconformity."""

import rules

from accounts.permissions import (
    belongs_to_client,
    has_interest_in_client,
    is_audit_manager,
    is_auditor,
    is_manager,
    is_member,
    is_system,
)
from audits.models.audit import Audit
from audits.models.team import TeamMember

__all__ = [
    "closes_visit",
    "is_client",
    "is_free_audit_manager",
    "is_leader",
    "is_on_its_team",
    "is_on_team",
    "is_scorer",
    "is_system",
    "reads_nonconformities",
    "reads_report",
    "sees_findings",
]


def _assignment(user, audit):
    return audit.current_team.filter(user=user).exclude(declaration=TeamMember.Declaration.INTEREST) if user else None


@rules.predicate
def leads_team(user, audit):
    """Is the present team leader of the audit and declared to have no interest?"""
    leading = {"duty": TeamMember.Duty.LEADER, "declaration": TeamMember.Declaration.NONE}
    return bool(user and _assignment(user, audit).filter(**leading).exists())


@rules.predicate
def serves_on_team(user, audit):
    """Is on the present team and declared to have no interest?"""
    return bool(user and _assignment(user, audit).filter(declaration=TeamMember.Declaration.NONE).exists())


@rules.predicate
def scores_on_team(user, audit):
    """Serves on the team other than as an expert (experts do not score alone)."""
    serving = user and _assignment(user, audit).filter(declaration=TeamMember.Declaration.NONE)
    return bool(user and serving.exclude(duty=TeamMember.Duty.EXPERT).exists())


@rules.predicate
def serves_on_its_team(user, nonconformity):
    """Scores on the team of the nonconformity's audit."""
    return scores_on_team(user, nonconformity.audit)


@rules.predicate
def serves_on_an_audit(user, application):
    """Serves on the present team of an audit of the application?"""
    serving = TeamMember.objects.filter(removed_at=None, declaration=TeamMember.Declaration.NONE)
    present = serving.filter(audit__application=application).exclude(audit__state=Audit.State.ABANDONED)
    return bool(user and present.filter(user=user).exists())


is_client = belongs_to_client
is_free_audit_manager = is_audit_manager & ~has_interest_in_client
is_leader = is_auditor & leads_team & ~has_interest_in_client
is_on_team = is_auditor & serves_on_team & ~has_interest_in_client
is_verifier = is_auditor & serves_on_its_team & ~has_interest_in_client
is_free_manager = is_manager & ~has_interest_in_client
is_scorer = is_auditor & scores_on_team & ~has_interest_in_client
# Asked of an application: the team of its audit reads and writes its messages.
is_on_its_team = is_auditor & serves_on_an_audit & ~has_interest_in_client & ~belongs_to_client
# The list of nonconformities across the audits a person may see.
reads_nonconformities = is_audit_manager | is_auditor | is_manager
# Findings, points and remarks: the team and those who answer for the decision, nobody else before the decision.
sees_findings = is_on_team | ((is_audit_manager | is_member | is_manager) & ~has_interest_in_client)


@rules.predicate
def is_decided(user, audit):
    """Has the committee decided on the audit?"""
    return audit.state == Audit.State.DECIDED


@rules.predicate
def is_on_site(user, audit):
    """Was the opening meeting held, and the closing meeting not yet?"""
    return audit.state == Audit.State.ON_SITE


closes_visit = is_leader & is_on_site
# The client learns points and remarks from the report, and the report with the decision.
reads_report = sees_findings | (is_client & is_decided)
