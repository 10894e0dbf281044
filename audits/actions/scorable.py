"""The door of every write on the scoring pages."""

from audits.models import Audit
from audits.permissions import is_scorer
from workflow.engine import locked

SCORABLE = (Audit.State.ON_SITE, Audit.State.RECTIFYING)


def locked_for_scoring(audit, by, may=is_scorer):
    """(the audit under its row lock, the person as they are now). Raises NotAllowed or WrongState.

    The lock keeps findings and report apart: no finding slips in while a sheet is being frozen. It is held for the few
    milliseconds of one write, so that auditors answering at once wait for each other unnoticed and never refuse each other.
    """
    return locked(audit, by=by, may=may, in_states=SCORABLE)
