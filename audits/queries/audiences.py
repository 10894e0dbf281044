"""Who is told what happens in an audit or a nonconformity."""

from accounts.models import User
from accounts.roles import Role
from audits.models import TeamMember


def client_people(audit):
    """The client's present members."""
    return audit.organisation.people


def team_people(audit):
    """The present team, without those who declared an interest."""
    serving = audit.current_team.exclude(declaration=TeamMember.Declaration.INTEREST)
    return User.objects.filter(is_active=True, pk__in=serving.values("user"))


def leader(audit):
    """The present team leader as a TeamMember, or None."""
    return audit.current_team.filter(duty=TeamMember.Duty.LEADER).select_related("user").first()


def committee_people(audit):
    """Committee members who may take part: those without an interest who never were on the team (ISO/IEC 17065, 7.5.1)."""
    took_part = audit.team.values("user")
    barred = User.objects.with_interest_in(audit.organisation).values("pk")
    return User.objects.with_role(Role.MEMBER).exclude(pk__in=took_part).exclude(pk__in=barred)


def nonconformity_client(nonconformity):
    """The client's people, once the closing meeting has shown them the nonconformity."""
    return client_people(nonconformity.audit) if nonconformity.deadline else User.objects.none()


def nonconformity_team(nonconformity):
    return team_people(nonconformity.audit)
