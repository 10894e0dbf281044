"""What keeps a visit from being opened, and a report from being submitted while something waits for the client."""

from django.db.models import Q
from django.utils.translation import gettext as _

from audits.models import Nonconformity
from workflow import clock
from workflow.wording import in_words


def visit_not_begun(audit, actor):
    """The opening meeting is not held before the first day agreed."""
    if audit.starts_on and clock.today() < audit.starts_on:
        return _("The visit begins on %(day)s; the opening meeting cannot be held before.") % {
            "day": in_words(audit.starts_on)
        }
    return None


def nonconformities_open(audit, actor):
    """Nonconformities are closed before the report, unless the client let its time run out; the report then says so. An answer
    is verified in any case."""
    still_running = Q(state=Nonconformity.State.OPEN, deadline__gte=clock.today())
    waiting = audit.nonconformities.filter(still_running | Q(state=Nonconformity.State.ANSWERED))
    references = [nonconformity.reference for nonconformity in waiting]
    if references:
        return _("Still to be rectified or verified: %(references)s.") % {"references": ", ".join(references)}
    return None
