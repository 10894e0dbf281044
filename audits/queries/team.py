"""Reads of the team: who is on it, who could be, and what the client said against it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Grade, Role
from applications.wording import listed
from audits.models import TeamMember
from workflow import clock
from workflow.models import Event
from workflow.wording import in_words

Duty = TeamMember.Duty
DUTIES_OF_GRADE = {
    Grade.TRAINEE: (Duty.MEMBER,),
    Grade.AUDITOR: (Duty.LEADER, Duty.MEMBER),
    Grade.SENIOR: (Duty.LEADER, Duty.MEMBER),
    Grade.EXPERT: (Duty.EXPERT,),
}


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be appointed, and the duties the grade allows."""

    user: User
    duties: tuple

    @property
    def grade(self):
        return self.user.registration.grade

    @property
    def grade_label(self):
        return self.user.registration.get_grade_display()


def team_now(audit):
    """The present members, leader first."""
    members = audit.current_team.select_related("user__registration", "objected_by").order_by("pk")
    return sorted(members, key=lambda member: (list(Duty).index(Duty(member.duty)), member.pk))


def former_team(audit):
    """Who was taken off the team, in the order of their going."""
    return audit.team.exclude(removed_at=None).select_related("user", "objected_by").order_by("removed_at", "pk")


def assignment_of(user, audit):
    """The person's present place on the team, or None."""
    return audit.current_team.filter(user=user).select_related("user").first()


def candidates(audit):
    """Auditors who may be appointed now: registered on the dates of the visit, free of interest, not on the team and not taken
    off it after the client's objection."""
    taken = audit.current_team.values("user")
    refused = audit.team.exclude(removed_at=None).exclude(objected_at=None).values("user")
    barred = User.objects.with_interest_in(audit.organisation).values("pk")
    people = User.objects.with_role(Role.AUDITOR).exclude(pk__in=taken).exclude(pk__in=refused).exclude(pk__in=barred)
    return [
        Candidate(user, DUTIES_OF_GRADE[Grade(user.registration.grade)])
        for user in people.select_related("registration").order_by("name", "pk")
        if not registration_fault(user, audit)
    ]


def registration_fault(user, audit):
    """A sentence where the person is not registered until the end of the visit (today, while there are no dates), or None."""
    registration = getattr(user, "registration", None)
    if not registration:
        return _("%(name)s is not registered as an auditor or technical expert.") % {"name": user}
    needed = audit.ends_on or clock.today()
    if registration.valid_until and registration.valid_until < needed:
        return _("%(name)s is registered only until %(day)s, which is before the end of the visit.") % {
            "name": user,
            "day": in_words(registration.valid_until),
        }
    return None


def open_general_objection(audit):
    """The client's objection to the plan as such that was met neither by a change nor by an answer; an Event, or None."""
    objection = audit.last_event("object")
    if not objection or "member" in objection.facts:
        return None
    reactions = ("plan", "appoint", "replace", "answer_objection")
    met = Event.objects.of(audit).filter(pk__gt=objection.pk, name__in=reactions).exists()
    return None if met else objection


def named(members):
    """The names of team members in one line."""
    return listed(member.user for member in members)
