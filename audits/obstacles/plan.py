"""What keeps a plan from being sent: dates, sites, agenda."""

from django.utils.translation import gettext as _

from audits.models import AgendaItem
from audits.queries.plan import outlets_planned, outlets_required
from workflow import clock


def dates_missing(audit, actor):
    """First and last day are set, in order, and not yet gone."""
    if not audit.starts_on or not audit.ends_on:
        return _("Enter the first and the last day of the visit.")
    if audit.ends_on < audit.starts_on:
        return _("The last day of the visit lies before the first. Correct the dates.")
    if audit.starts_on < clock.today():
        return _("The first day of the visit has passed. Choose a later date.")
    return None


def too_few_sites(audit, actor):
    """Where the application lists sites some are sampled, and enough outlets or a reason is given."""
    if audit.application.sites.exists() and not audit.sites.exists():
        return _("Choose the sites to be visited.")
    planned, required = outlets_planned(audit), outlets_required(audit)
    if planned < required and not audit.fewer_sites_reason:
        return _(
            "The sample has %(planned)s of the %(required)s outlets to be visited. Choose more, or give the reason for fewer."
        ) % {"planned": planned, "required": required}
    return None


def agenda_missing(audit, actor):
    """There are an opening and a closing meeting, and every line is complete and within the dates of the visit."""
    lines = list(audit.agenda.all())
    kinds = {line.kind for line in lines}
    if not lines:
        return _("Write the agenda of the visit.")
    if AgendaItem.Kind.OPENING not in kinds:
        return _("The agenda has no opening meeting.")
    if AgendaItem.Kind.CLOSING not in kinds:
        return _("The agenda has no closing meeting.")
    return next((fault for line in lines if (fault := _line_fault(audit, line))), None)


def _line_fault(audit, line):
    if not (line.day and line.starts_at and line.ends_at):
        return _("“%(topic)s” in the agenda has no day or time yet.") % {"topic": line}
    if line.kind == AgendaItem.Kind.WORK and not line.topic:
        return _("A line of the agenda at %(time)s has no topic yet.") % {"time": f"{line.day} {line.starts_at:%H:%M}"}
    if audit.starts_on and audit.ends_on and not audit.starts_on <= line.day <= audit.ends_on:
        return _("“%(topic)s” in the agenda lies outside the dates of the visit.") % {"topic": line}
    return None
