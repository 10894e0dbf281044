"""What the committee gave and refused, month by month."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from certificates.models import Certificate, Decision
from certify.overview.months import beginning, later, month_of, run_of
from scoring.rules import Level
from workflow import clock

MONTHS = 12
PASSING = tuple(level for level in reversed(Level) if level is not Level.NOT_PASSED)  # the best first


@dataclass(frozen=True)
class Granted:
    """One month: certificates issued by level; refusals, and how many of these by a score that did not pass."""

    month: date
    levels: dict[Level, int]
    refused: int
    not_passed: int

    @property
    def total(self) -> int:
        return sum(self.levels.values())


def first_month() -> date:
    """The twelve months end with the present one."""
    return later(month_of(clock.today()), 1 - MONTHS)


def granted_by_month() -> list[Granted]:
    """The last twelve months, the present one last. Two queries."""
    first = first_month()
    issued = Certificate.objects.filter(issued_on__gte=first).values_list("issued_on", "level")
    given = Counter((month_of(day), level) for day, level in issued)
    refusals = Decision.objects.filter(state=Decision.State.REFUSED, decided_at__gte=beginning(first))
    sheets = [
        (month_of(clock.day_of(at)), level) for at, level in refusals.values_list("decided_at", "score_sheet__level")
    ]
    refused, failed = Counter(month for month, _level in sheets), Counter(sheets)
    return [
        Granted(
            month,
            {level: given[month, level.value] for level in PASSING},
            refused[month],
            failed[month, Level.NOT_PASSED.value],
        )
        for month in run_of(first, MONTHS)
    ]
