"""What keeps a plan from being sent or a visit from being opened: the team, its declarations and the client's objections."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from audits.models import Audit, TeamMember
from audits.queries.team import named, open_general_objection, registration_fault, team_now

Duty = TeamMember.Duty


def team_incomplete(audit, actor):
    """A leader, and for other than surveillance audits at least one more auditor, all still registered auditors."""
    team = team_now(audit)
    if not any(member.duty == Duty.LEADER for member in team):
        return _("Appoint a team leader.")
    if audit.kind != Audit.Kind.SURVEILLANCE and not any(member.duty == Duty.MEMBER for member in team):
        return _("Appoint at least one more auditor: this kind of audit needs a leader and a member.")
    for member in team:
        if Role.AUDITOR not in member.user.roles:
            return _("%(name)s is no longer an auditor. Replace this member.") % {"name": member.user}
        fault = registration_fault(member.user, audit)
        if fault:
            return fault
    return None


def declarations_missing(audit, actor):
    """Every present member has declared whether there is an interest (ISO/IEC 17065, 4.2)."""
    waiting = [m for m in team_now(audit) if m.declaration == TeamMember.Declaration.PENDING]
    if waiting:
        return _("The declaration of interest is missing from: %(names)s.") % {"names": named(waiting)}
    return None


def interest_on_team(audit, actor):
    """Nobody with an interest in the client is on the team, whether declared here or known from elsewhere."""
    declared = TeamMember.Declaration.INTEREST
    known = set(User.objects.with_interest_in(audit.organisation).values_list("pk", flat=True))
    barred = [member for member in team_now(audit) if member.declaration == declared or member.user_id in known]
    if barred:
        return _("There is an interest in the client. Replace: %(names)s.") % {"names": named(barred)}
    return None


def objections_unanswered(audit, actor):
    """Each objection of the client was met by a replacement, a change or a written answer."""
    open_ones = [m for m in team_now(audit) if m.has_open_objection]
    if open_ones:
        return _("The client's objection is unanswered: %(names)s.") % {"names": named(open_ones)}
    if open_general_objection(audit):
        return _("The client's objection to the plan is unanswered. Change the plan or answer the objection.")
    return None
