"""The team: appointing, replacing, declarations of interest, and the client's objections."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import declare_interest
from accounts.models import User
from accounts.permissions import is_auditor
from accounts.roles import Grade, Role
from applications.queries import audit_department
from applications.wording import listed
from audits.models import Audit, TeamMember
from audits.permissions import is_client, is_free_audit_manager
from audits.queries.audiences import client_people
from audits.queries.team import DUTIES_OF_GRADE, assignment_of, open_general_objection, registration_fault
from workflow import clock
from workflow.engine import locked, perform
from workflow.journal import record
from workflow.machine import NotAllowed, NoteMissing, Obstructed
from workflow.notices import announce

S = Audit.State
Duty = TeamMember.Duty
Declaration = TeamMember.Declaration
# Between proposal and opening meeting the client has the plan in hand: it is taken back first (`replan`).
CHANGEABLE = (S.PLANNING, S.ON_SITE, S.RECTIFYING)
LIVE = (S.PLANNING, S.PROPOSED, S.PLANNED, S.ON_SITE, S.RECTIFYING)
VISITED = (S.ON_SITE, S.RECTIFYING)


@transaction.atomic
def appoint(audit, user, *, by, duty):
    """Put `user` on the team with the grade of today. Raises Obstructed with the reason why that is not possible."""
    row, actor = locked(audit, by=by, may=is_free_audit_manager, in_states=CHANGEABLE)
    return _appoint(row, user, actor, Duty(duty))


def _appoint(audit, user, actor, duty):
    user = User.objects.select_related("registration").get(pk=user.pk)
    fault = _appointment_fault(audit, user, duty)
    if fault:
        raise Obstructed(fault)
    member = TeamMember.objects.create(
        audit=audit, user=user, duty=duty, grade=user.registration.grade, appointed_at=clock.now()
    )
    event = record(audit, "appoint", by=actor, person=str(user), duty=str(duty), grade=member.grade)
    announce(event, audit, [user])
    if audit.state in VISITED:
        announce(event, audit, client_people(audit), "emails/audit/team_changed.txt")
    return member


def _appointment_fault(audit, user, duty):
    """A sentence why the person cannot have this duty in the audit, or None."""
    if Role.AUDITOR not in user.roles:
        return _("%(name)s is not an auditor.") % {"name": user}
    if user.has_interest_in(audit.organisation):
        return _("%(name)s has an interest in %(client)s and cannot take part in its audit.") % {
            "name": user,
            "client": audit.organisation,
        }
    fault = registration_fault(user, audit)
    if fault:
        return fault
    duties = DUTIES_OF_GRADE[Grade(user.registration.grade)]
    if duty not in duties:
        return _("With the grade “%(grade)s” %(name)s can only be: %(duties)s.") % {
            "grade": user.registration.get_grade_display(),
            "name": user,
            "duties": listed(each.label for each in duties),
        }
    return _place_fault(audit, user, duty)


def _place_fault(audit, user, duty):
    """A sentence where the place on the team is taken or closed to the person, or None."""
    if assignment_of(user, audit):
        return _("%(name)s is on the team already.") % {"name": user}
    if audit.team.filter(user=user).exclude(removed_at=None).exclude(objected_at=None).exists():
        return _("%(name)s was taken off the team after the client's objection.") % {"name": user}
    leader = audit.current_team.filter(duty=Duty.LEADER).select_related("user").first()
    if duty == Duty.LEADER and leader:
        return _("%(name)s leads the team. Replace the leader first.") % {"name": leader.user}
    return None


@transaction.atomic
def replace(member, *, by, reason, successor=None):
    """Take a member off the team, who stays in the record, and appoint `successor` to the same duty where one is given.

    Returns the successor's TeamMember or None.
    """
    audit, actor = locked(member.audit, by=by, may=is_free_audit_manager, in_states=CHANGEABLE)
    reason = reason.strip()
    if not reason:
        raise NoteMissing(_("Give the reason why the member leaves the team."))
    row = audit.current_team.select_related("user").filter(pk=member.pk).first()
    if not row:
        raise Obstructed(_("%(name)s is not on the team any more. Reload the page.") % {"name": member.user})
    row.removed_at, row.removed_reason = clock.now(), reason
    row.save(update_fields=["removed_at", "removed_reason"])
    event = record(audit, "replace", by=actor, note=reason, person=str(row.user), duty=row.duty)
    announce(event, audit, [row.user])
    return _appoint(audit, successor, actor, Duty(row.duty)) if successor else None


@transaction.atomic
def declare(audit, *, by, kind="", explanation="", until=None):
    """Make one's own declaration: no interest, or (with `kind`) an interest, which takes the person off the case at once.

    A declaration of no interest may later turn into one of an interest; the other way is closed.
    """
    row, actor = locked(audit, by=by, may=is_auditor, in_states=LIVE)
    member = assignment_of(actor, row)
    if not member or member.declaration == Declaration.INTEREST:
        raise NotAllowed(_("You are not on the team of %(audit)s.") % {"audit": row})
    if kind and not explanation.strip():
        raise NoteMissing(_("Explain the interest."))
    if not kind and actor.has_interest_in(row.organisation):
        raise Obstructed(_("An interest of yours in this client is on record, so you cannot declare to have none."))
    member.declaration = Declaration.INTEREST if kind else Declaration.NONE
    member.declaration_text, member.declared_at = explanation.strip(), clock.now()
    member.save(update_fields=["declaration", "declaration_text", "declared_at"])
    event = record(row, "declare", by=actor, declaration=str(member.declaration), kind=str(kind))
    if kind:
        declare_interest(actor, row.organisation, kind=kind, note=explanation.strip(), until=until)
        announce(event, row, audit_department(row))
    return member


def object_to_member(member, *, by, reason):
    """The client objects to a member of the team. While the plan is with the client it goes back with the objection."""
    audit = Audit.objects.get(pk=member.audit_id)
    if audit.state == S.PROPOSED:
        return perform(audit, "object", by=by, note=reason, member=member.pk)
    return _object_during_visit(audit, member, by, reason.strip())


@transaction.atomic
def _object_during_visit(audit, member, by, reason):
    row, actor = locked(audit, by=by, may=is_client, in_states=(S.PLANNED, *VISITED))
    if not reason:
        raise NoteMissing(_("What do you object to, and why?"))
    _write_objection(row, member.pk, actor, reason)
    event = record(row, "object_to_member", by=actor, note=reason, member=str(member.user))
    announce(event, row, audit_department(row))
    return event


def note_objection(audit, *, by, note, facts):
    """The step `object`: write the objection beside the member it is about, where one is named."""
    if facts.get("member") is None:
        return None
    return {"member": str(_write_objection(audit, facts["member"], by, note).user)}


def _write_objection(audit, pk, by, reason):
    member = audit.current_team.select_for_update().filter(pk=pk).first()
    if not member:
        raise Obstructed(_("This person is not on the team any more. Reload the page."))
    if member.objected_at:
        raise Obstructed(_("You have objected to %(name)s already.") % {"name": member.user})
    member.objection, member.objected_by, member.objected_at = reason, by, clock.now()
    member.save(update_fields=["objection", "objected_by", "objected_at"])
    return member


@transaction.atomic
def answer_objection(audit, *, by, answer, member=None):
    """Overrule an objection with a reason that the client reads: to `member`, or to the plan as such."""
    row, actor = locked(audit, by=by, may=is_free_audit_manager, in_states=LIVE)
    answer = answer.strip()
    if not answer:
        raise NoteMissing(_("Give the reason why the objection is overruled. The client reads this."))
    facts = {}
    if member:
        target = row.current_team.select_related("user").filter(pk=member.pk).first()
        if not target or not target.has_open_objection:
            raise Obstructed(_("This objection was answered before. Reload the page."))
        target.objection_answer, target.objection_answered_by, target.objection_answered_at = answer, actor, clock.now()
        target.save(update_fields=["objection_answer", "objection_answered_by", "objection_answered_at"])
        facts = {"member": str(target.user)}
    elif not open_general_objection(row):
        raise Obstructed(_("This objection was answered before. Reload the page."))
    event = record(row, "answer_objection", by=actor, note=answer, **facts)
    announce(event, row, client_people(row))
