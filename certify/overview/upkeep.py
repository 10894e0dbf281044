"""What certificates ask of us: surveillance due and validity that ends, month by month, and what is in force today."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from certificates.models import LIVING, Certificate, Surveillance
from certificates.models.certificate import SOON_DAYS
from certify.overview.grants import PASSING
from certify.overview.months import later, month_of, run_of
from scoring.rules import Level
from workflow import clock

AHEAD = 13  # what is left of this month, and the twelve after it


@dataclass(frozen=True)
class Due:
    """One month: surveillances due in it and certificates that end in it; without month: surveillance overdue."""

    month: date | None
    surveillances: int
    ending: int = 0


@dataclass(frozen=True)
class InForce:
    level: Level
    valid: int
    suspended: int


def living_certificates():
    """Valid or suspended ones whose last day has not passed, whether or not the nightly step has run."""
    return Certificate.objects.filter(state__in=LIVING, expires_on__gte=clock.today())


def surveillance_days() -> list[date]:
    """Due days of all surveillances that living certificates still owe, overdue ones included. One query."""
    due = Surveillance.objects.filter(state=Surveillance.State.DUE, certificate__in=living_certificates())
    return list(due.order_by("due_on").values_list("due_on", flat=True))


def due_by_month(days: list[date]) -> list[Due]:
    """What is overdue, then month by month. One query."""
    today = clock.today()
    first = month_of(today)
    due = Counter(month_of(day) for day in days if day >= today)
    ends = living_certificates().filter(expires_on__lt=later(first, AHEAD)).values_list("expires_on", flat=True)
    ending = Counter(month_of(day) for day in ends)
    overdue = Due(None, sum(day < today for day in days))
    return [overdue, *(Due(month, due[month], ending[month]) for month in run_of(first, AHEAD))]


def due_soon(days: list[date]) -> int:
    """How many are due within SOON_DAYS, today included, overdue ones not."""
    today = clock.today()
    return sum(today <= day <= today + timedelta(days=SOON_DAYS) for day in days)


def in_force() -> list[InForce]:
    """Living certificates by level, the best first. One query."""
    rows = living_certificates().order_by().values_list("level", "state").annotate(Count("pk"))
    count = {(level, state): number for level, state, number in rows}
    return [InForce(each, count.get((each, "valid"), 0), count.get((each, "suspended"), 0)) for each in PASSING]
