"""What is late: deadlines first, then days agreed for visits, then our own aims, which hold nothing up and bind nobody."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.models import Application
from audits.models import Audit, Nonconformity
from certificates.models import LIVING, Decision, Surveillance
from certify.overview.standing import Standing
from workflow import clock

CLIENT, MARKET, OFFICE, TEAM, COMMITTEE = (
    pgettext_lazy("whose move", "Client"),
    _("Market department"),
    _("Audit department"),
    _("Audit team"),
    _("Committee"),
)
MOVERS = {
    Application: {
        "submitted": MARKET,
        "returned": CLIENT,
        "offered": CLIENT,
        "agreed": OFFICE,
        "evaluating": OFFICE,
        "clarifying": CLIENT,
        "evaluated": OFFICE,
    },
    Audit: {
        "planning": OFFICE,
        "proposed": CLIENT,
        "planned": TEAM,
        "on_site": TEAM,
        "rectifying": TEAM,
        "reported": COMMITTEE,
    },
    Nonconformity: {"open": CLIENT, "answered": TEAM},
    Decision: {"open": COMMITTEE},
    Surveillance: {"due": OFFICE},
}
TO_BEGIN = {Audit.State.PLANNING, Audit.State.PROPOSED, Audit.State.PLANNED}


class Measure(StrEnum):
    """What a case is late by, the hardest first."""

    DEADLINE = "deadline"
    VISIT = "visit"
    AIM = "aim"


MEASURES = {
    Measure.DEADLINE: _("Deadline"),
    Measure.VISIT: _("Day of the visit"),
    Measure.AIM: _("Our aim"),
}


@dataclass(frozen=True)
class Late:
    """One late case: by which measure, whose it is, where it stands, who has the move, and since when it is late."""

    measure: Measure
    organisation: str
    reference: str
    url: str
    step: str
    mover: str
    due: date
    days: int

    @property
    def measured_by(self) -> str:
        return str(MEASURES[self.measure])


def late_cases(cases: Standing) -> list[Late]:
    """Each case once, by its hardest measure; the longest late first within a measure. One query."""
    found = [_late(case, *due) for case in _all(cases) if (due := _due(case)) and due[1] < clock.today()]
    order = list(Measure)
    return sorted(found, key=lambda each: (order.index(each.measure), -each.days, each.reference))


def _all(cases):
    overdue = Surveillance.objects.filter(
        state=Surveillance.State.DUE,
        due_on__lt=clock.today(),
        certificate__state__in=LIVING,
        certificate__expires_on__gte=clock.today(),
    ).select_related("certificate__organisation")
    return [*cases.nonconformities, *overdue, *cases.audits, *cases.applications, *cases.decisions]


def _due(case):
    """(measure, day) that count for the case now; None where nothing does."""
    if isinstance(case, Audit) and (day := _day_of_visit(case)) and day < clock.today():
        return Measure.VISIT, day
    return (Measure.AIM if due.is_aim else Measure.DEADLINE, due.day) if (due := case.due) else None


def _day_of_visit(audit):
    """The first day until the visit has begun, then the last one until the closing meeting."""
    if audit.state in TO_BEGIN:
        return audit.starts_on
    return audit.ends_on if audit.state == Audit.State.ON_SITE else None


def _late(case, measure, due):
    return Late(
        measure=measure,
        organisation=str(case.organisation),
        reference=case.reference,
        url=case.get_absolute_url(),
        step=f"{case.machine.title} · {case.state_label}",
        mover=str(MOVERS[type(case)][case.state]),
        due=due,
        days=(clock.today() - due).days,
    )
