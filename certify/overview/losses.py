"""Where companies fail: points lost by clause, over the frozen score sheets that the committee decided on."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from certificates.models import Decision
from certify.overview.grants import first_month
from certify.overview.months import beginning
from scoring import sheets
from scoring.models import Edition
from scoring.queries import scored_clauses
from scoring.rules import Total

DECIDED = (Decision.State.GRANTED, Decision.State.REFUSED)
PERIODS = ("year", "all")
ORDERS = ("share", "companies", "standard")


@dataclass(frozen=True)
class ClauseLoss:
    """One clause over all sheets. `companies` lost points here, of `audited` to whom it applied; none of them is named."""

    code: str
    title: str
    total: Total
    companies: int
    audited: int

    @property
    def lost(self) -> Fraction:
        return self.total.lost

    @property
    def share(self) -> Fraction:
        """Points lost of 100 that could have been earned here; 0 where the clause never applied."""
        return 100 - self.total.percent if self.total.applicable else Fraction(0)


@dataclass(frozen=True)
class Losses:
    """All scored clauses of one edition in the order chosen, over so many sheets of so many companies."""

    edition: Edition | None
    editions: list[Edition]
    period: str
    order: str
    sheets: int
    companies: int
    clauses: list[ClauseLoss]


def losses(*, period: str = "", edition: str = "", order: str = "") -> Losses:
    """What is unknown falls back: to the last twelve months, the newest edition with decided sheets, the share lost."""
    period, order = _one_of(period, PERIODS), _one_of(order, ORDERS)
    decided = Decision.objects.filter(state__in=DECIDED)
    used = decided.order_by().values("score_sheet__edition").distinct()
    editions = list(Edition.objects.filter(pk__in=used).order_by("-version", "-pk"))
    chosen = next((each for each in editions if str(each.pk) == edition), editions[0] if editions else None)
    if chosen is None:
        return Losses(None, [], period, order, 0, 0, [])
    decided = decided.filter(score_sheet__edition=chosen)
    if period == "year":
        decided = decided.filter(decided_at__gte=beginning(first_month()))
    read = list(decided.order_by().values_list("organisation", "score_sheet__sheet"))
    found = _by_clause(chosen, read)
    companies = len({organisation for organisation, _sheet in read})
    return Losses(chosen, editions, period, order, len(read), companies, _ordered(found, order))


def _by_clause(edition, read):
    totals, losing, applying = defaultdict(Total), defaultdict(set), defaultdict(set)
    for organisation, sheet in read:
        for code, total in sheets.read(sheet).result().clauses.items():
            totals[code] += total
            if total.applicable:
                applying[code].add(organisation)
            if total.lost:
                losing[code].add(organisation)
    return [
        ClauseLoss(each.code, each.title, totals[each.code], len(losing[each.code]), len(applying[each.code]))
        for each in scored_clauses(edition)
    ]


def _ordered(clauses, order):
    """Sorting keeps the order of the standard among equals."""
    if order == "standard":
        return clauses
    if order == "companies":
        return sorted(clauses, key=lambda each: (-each.companies, -each.share))
    return sorted(clauses, key=lambda each: (-each.share, -each.companies))


def _one_of(value, choices):
    return value if value in choices else choices[0]
