"""What keeps a visit from being opened, and a report from being submitted while something waits for the client."""

from django.utils.translation import gettext as _

from audits.models import Nonconformity
from audits.wording import in_words
from workflow import clock


def visit_not_begun(audit, actor):
    """The opening meeting is not held before the first day agreed."""
    if audit.starts_on and clock.today() < audit.starts_on:
        return _("The visit begins on %(day)s; the opening meeting cannot be held before.") % {
            "day": in_words(audit.starts_on)
        }
    return None


def nonconformities_open(audit, actor):
    """Nonconformities are closed before the report, unless their time has run out; the report may then say so."""
    waiting = audit.nonconformities.filter(
        state__in=(Nonconformity.State.OPEN, Nonconformity.State.ANSWERED), deadline__gte=clock.today()
    )
    references = [nonconformity.reference for nonconformity in waiting]
    if references:
        return _("Still to be rectified or verified: %(references)s.") % {"references": ", ".join(references)}
    return None
