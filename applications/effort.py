"""How many days an audit takes, how many outlets it visits and what it costs. Pure and exact: standard library only.

The tables are the body's (AuditDayRow, FeeItem); where the scheme is silent our readings stand here: a doubling beyond the
table counts from its last row, and a share of the days is rounded up to half days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import isqrt

HALF_DAY = Fraction(1, 2)
DAYS_PER_OUTLET = Fraction(1, 2)


class EffortError(ValueError):
    """The days or the fee cannot be worked out; the text says what is missing."""


class Kind(StrEnum):
    """What is audited; the values are those of `Application.Purpose` and `Audit.Kind`."""

    INITIAL = "initial"
    SURVEILLANCE = "surveillance"
    RECERTIFICATION = "recertification"


@dataclass(frozen=True)
class Share:
    """What a kind of audit takes of an initial one: a share of its days with a minimum, and `outlets`/5 of √N outlets."""

    days: Fraction
    least: Fraction
    outlets: int


SHARES = {
    Kind.INITIAL: Share(Fraction(1), Fraction(0), 5),
    Kind.SURVEILLANCE: Share(Fraction(1, 2), Fraction(1), 3),
    Kind.RECERTIFICATION: Share(Fraction(2, 3), Fraction(3, 2), 4),
}


@dataclass(frozen=True)
class Fee:
    """A line of the tariff: CNY per unit."""

    code: str
    title_zh: str
    title_en: str
    amount: Decimal


@dataclass(frozen=True)
class FeeLine:
    fee: Fee
    quantity: Decimal

    @property
    def amount(self) -> Decimal:
        """CNY, to the fen."""
        return (self.fee.amount * self.quantity).quantize(Decimal("0.01"))

    def as_plain(self) -> dict[str, str]:
        """For JSON: numbers as text, so that nothing turns into a float."""
        return {
            "code": self.fee.code,
            "title_zh": self.fee.title_zh,
            "title_en": self.fee.title_en,
            "unit_price": f"{self.fee.amount:.2f}",
            "quantity": f"{self.quantity.normalize():f}",
            "amount": f"{self.amount:.2f}",
        }


def outlets_to_visit(outlets: int, kind: str = Kind.INITIAL) -> int:
    """Size of the sample of N outlets: ⌈√N⌉ initially, ⌈0.6√N⌉ in surveillance, ⌈0.8√N⌉ for recertification; 0 of none."""
    fifths = SHARES[Kind(kind)].outlets
    root_of_fifths = ceil_sqrt(fifths * fifths * outlets)
    return -(-root_of_fifths // 5)


def ceil_sqrt(number: int) -> int:
    """The smallest whole number whose square is at least `number`."""
    return isqrt(number - 1) + 1 if number > 0 else 0


def days_by_headcount(headcount: int, table: Iterable[tuple[int, Decimal]]) -> Fraction:
    """Days of an initial audit by the table of (up to so many employees, days); each doubling beyond its last row adds one.

    EffortError where the table is empty or nobody is employed.
    """
    rows = sorted(table)
    if not rows:
        raise EffortError("the audit-day table is empty")
    if headcount < 1:
        raise EffortError("the headcount is missing")
    for up_to, days in rows:
        if headcount <= up_to:
            return Fraction(days)
    bound, days = rows[-1]
    days = Fraction(days)
    while headcount > bound:
        bound, days = bound * 2, days + 1
    return days


def audit_days(
    headcount: int, table: Iterable[tuple[int, Decimal]], *, kind: str = Kind.INITIAL, outlets: int = 0
) -> Decimal:
    """Audit days in half days: the kind's share of the table's days, at least its minimum and 0.5 for each sampled outlet."""
    share = SHARES[Kind(kind)]
    by_table = max(days_by_headcount(headcount, table) * share.days, share.least)
    floor = DAYS_PER_OUTLET * outlets_to_visit(outlets, kind)
    halves = -(-max(by_table, floor) // HALF_DAY)
    return Decimal(halves) / 2


def fee_lines(tariff: Mapping[str, Fee], days: Decimal) -> list[FeeLine]:
    """What a certification costs up to and including its first year: application, evaluation by days, registration, and the
    first annual fee. EffortError names a line that the tariff lacks."""
    quantities = {"application": Decimal(1), "evaluation_day": days, "registration": Decimal(1), "annual": Decimal(1)}
    for code in quantities:
        if code not in tariff:
            raise EffortError(f"the tariff has no line {code!r}")
    return [FeeLine(tariff[code], quantity) for code, quantity in quantities.items()]


def total(lines: Iterable[FeeLine]) -> Decimal:
    """The sum in CNY."""
    return sum((line.amount for line in lines), Decimal("0.00"))
