"""Opening the audit file and writing the plan."""

from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application
from audits.models import AgendaItem, Audit, AuditSite
from audits.permissions import is_free_audit_manager
from workflow import clock
from workflow.counters import next_reference
from workflow.engine import locked
from workflow.journal import record
from workflow.machine import Obstructed

DATES = {"starts_on", "ends_on", "fewer_sites_reason"}
LINE = ("day", "starts_at", "ends_at", "kind", "topic", "place", "who")


class AlreadyOpened(Obstructed):
    """There is an audit file already; `audit` is it."""

    def __init__(self, audit):
        self.audit = audit
        super().__init__(_("The audit file is open already: %(audit)s.") % {"audit": audit})


@transaction.atomic
def open_audit(application, *, by, kind=None):
    """Open the audit file of an application whose documents were accepted; the kind follows from what is applied for.

    Of several who press, one opens it. Raises AlreadyOpened with the file for the others, NotAllowed, WrongState.
    """
    row, actor = locked(application, by=by, may=is_free_audit_manager, in_states=(Application.State.EVALUATED,))
    kind = Audit.Kind(kind or row.purpose)
    present = _present_audit(row, kind)
    if present:
        raise AlreadyOpened(present)
    audit = Audit.objects.create(
        reference=next_reference("U"),
        kind=kind,
        application=row,
        organisation=row.organisation,
        edition=row.edition,
        created_at=clock.now(),
    )
    record(audit, "open_file", by=actor, application=row.reference, kind=str(kind), edition=str(row.edition))
    return audit


def _present_audit(application, kind):
    """The audit that stands in the way of another: any but an abandoned one; of surveillance audits one that is not over."""
    audits = application.audits.exclude(state=Audit.State.ABANDONED)
    if kind == Audit.Kind.SURVEILLANCE:
        return audits.filter(kind=kind).exclude(state=Audit.State.DECIDED).first()
    return audits.exclude(kind=Audit.Kind.SURVEILLANCE).first()


@transaction.atomic
def save_plan(audit, *, by, sites, agenda, **dates):
    """Write the plan as it stands, finished or not. `sites` maps sites of the application to the day of the visit (or None);
    `agenda` is a list of lines with the fields of LINE. Unchanged plans leave no trace in the journal."""
    unknown = dates.keys() - DATES
    if unknown:
        raise TypeError(f"no such part of the plan: {sorted(unknown)}")
    row, actor = locked(audit, by=by, may=is_free_audit_manager, in_states=(Audit.State.PLANNING,))
    changed = [name for name, new in dates.items() if getattr(row, name) != new]
    for name in changed:
        setattr(row, name, dates[name])
    row.save(update_fields=changed)
    changed += ["sites"] if _write_sites(row, sites) else []
    changed += ["agenda"] if _write_agenda(row, agenda) else []
    if changed:
        record(row, "plan", by=actor, changed=changed, **as_facts(row))
    audit.refresh_from_db()


def _write_sites(audit, sites):
    """Let the sample be exactly `sites`; True where that is a change."""
    if any(site.application_id != audit.application_id for site in sites):
        raise Obstructed(_("One of the sites does not belong to this application. Reload the page."))
    wanted = {site.pk: day for site, day in sites.items()}
    if dict(audit.sites.values_list("site", "visit_on")) == wanted:
        return False
    audit.sites.all().delete()
    for site in sorted(sites, key=lambda site: site.pk):
        AuditSite.objects.create(audit=audit, site=site, visit_on=wanted[site.pk])
    return True


def _write_agenda(audit, agenda):
    """Let the agenda be exactly `agenda`, in the order of time; True where that is a change."""
    wanted = sorted((tuple(line[name] for name in LINE) for line in agenda), key=_time_of)
    if [tuple(line) for line in audit.agenda.values_list(*LINE)] == wanted:
        return False
    audit.agenda.all().delete()
    for line in wanted:
        AgendaItem.objects.create(audit=audit, **dict(zip(LINE, line, strict=True)))
    return True


def _time_of(line):
    """Sorts lines by day and hour, those without any last."""
    day, starts_at, *_rest = line
    return (day or date.max, starts_at or time.max)


def stamp_proposal(audit, *, by, note, facts):
    """The step `propose`: keep in the journal what exactly the client was sent."""
    audit.proposed_at = clock.now()
    audit.save(update_fields=["proposed_at"])
    team = [f"{member.user} ({member.get_duty_display()})" for member in audit.current_team.select_related("user")]
    return as_facts(audit) | {"team": team}


def as_facts(audit):
    """The plan as plain data for the journal."""
    return {
        "starts_on": audit.starts_on,
        "ends_on": audit.ends_on,
        "sites": [str(each) for each in audit.sites.select_related("site")],
        "agenda": [" ".join(map(str, line)) for line in audit.agenda.values_list(*LINE)],
    }
