"""Effects of the opening and the closing meeting."""

from django.utils import timezone
from django.utils.translation import gettext as _

from audits.deadlines import deadline
from audits.models import Nonconformity
from workflow import clock
from workflow.machine import Obstructed
from workflow.wording import in_words


def stamp_opening(audit, *, by, note, facts):
    audit.opened_at = clock.now()
    audit.save(update_fields=["opened_at"])


def stamp_closing(audit, *, by, note, facts):
    """The step `close_visit` with the fact `closing_meeting_on` (today where none is given): from now on every
    nonconformity has its deadline. Raises Obstructed for a day before the visit or after today."""
    held_on = facts.get("closing_meeting_on") or clock.today()
    fault = closing_fault(audit, held_on)
    if fault:
        raise Obstructed(fault)
    audit.closing_meeting_on = held_on
    audit.save(update_fields=["closing_meeting_on"])
    deadlines = {}
    for nonconformity in audit.nonconformities.exclude(state=Nonconformity.State.DROPPED):
        nonconformity.deadline = deadline_of(nonconformity, held_on)
        nonconformity.save(update_fields=["deadline"])
        deadlines[nonconformity.reference] = nonconformity.deadline
    return {"closing_meeting_on": held_on, "deadlines": deadlines}


def closing_fault(audit, held_on):
    """A sentence why the closing meeting cannot have been on that day, or None."""
    if held_on > clock.today():
        return _("The closing meeting cannot be in the future.")
    begun = [audit.starts_on, audit.opened_at and timezone.localtime(audit.opened_at).date()]
    first = max(day for day in begun if day)
    if held_on < first:
        return _("The closing meeting cannot be before the visit began on %(day)s.") % {"day": in_words(first)}
    return None


def deadline_of(nonconformity, closing_meeting_on):
    raised_on = timezone.localtime(nonconformity.raised_at).date()
    return deadline(nonconformity.kind, raised_on=raised_on, closing_meeting_on=closing_meeting_on)
