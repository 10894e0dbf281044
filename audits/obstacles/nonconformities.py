"""What keeps a nonconformity from being answered or dropped."""

from django.utils.translation import gettext as _

from audits.models import Audit
from audits.queries.nonconformities import draft_of, missing_in

OVER = {Audit.State.DECIDED, Audit.State.ABANDONED}


def closing_meeting_not_held(nonconformity, actor):
    """The client answers once the closing meeting has set the deadlines."""
    if nonconformity.deadline is None:
        return _("The closing meeting has not been held yet; corrective action is sent after it.")
    return None


def audit_is_over(nonconformity, actor):
    if nonconformity.audit.state in OVER:
        return _("The audit has ended; nothing is to be sent or verified any more.")
    return None


def corrective_action_missing(nonconformity, actor):
    """Cause, correction, corrective action and date are written down."""
    missing = missing_in(draft_of(nonconformity))
    if missing:
        return _("Still to be filled in: %(fields)s.") % {"fields": ", ".join(str(name) for name in missing)}
    return None


def stands_for_special_deduction(nonconformity, actor):
    """A special deduction must be rectified as long as it stands (rule R4)."""
    deduction = nonconformity.special_deduction
    if deduction and not deduction.withdrawn_at:
        return _("It stands for a special deduction. Withdraw the special deduction instead.")
    return None
