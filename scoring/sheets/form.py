"""What a score sheet holds."""

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction

from scoring.rules import STANDARD_RULES, Finding, Ground, Outcome, Result, Rules, ScoreError, evaluate, exact

TOP_KEYS = ("edition", "version", "clauses", "findings", "special_deductions", "bonus")
# Only where an edition departs from the usual rules, so that a sheet always carries all that its score depends on.
EXTRA_KEYS = ("rules", "qualified_for_a_year")
FINDING_KEYS = {
    Outcome.MET: (),
    Outcome.NOT_MET: (),
    Outcome.SAMPLED: ("drawn", "failed"),
    Outcome.EXCLUDED: ("reason",),
}
LONGEST_SHOWN = 60


class SheetError(ScoreError):
    """A score sheet is refused: `place` such as `findings.5.1.2.2.failed`, and a sentence that says what is wrong."""


@dataclass(frozen=True, slots=True)
class SpecialDeduction:
    """One finding that costs a point outside the clauses (R4)."""

    ground: Ground
    text: str


@dataclass(frozen=True, slots=True)
class Bonus:
    """One strength that leads the trade (R5)."""

    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a score depends on; points and findings by clause code, in the order of the edition."""

    edition: str
    version: int
    points: Mapping[str, Fraction]
    findings: Mapping[str, Finding]
    special_deductions: tuple[SpecialDeduction, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    rules: Rules = STANDARD_RULES
    qualified_for_a_year: bool = False

    def __post_init__(self):
        object.__setattr__(self, "points", {code: exact(value) for code, value in self.points.items()})

    def result(self) -> Result:
        """The evaluation; SheetError names a missing or unknown clause, a bonus too many, or nothing to score."""
        with as_sheet_error():
            return evaluate(
                self.points,
                self.findings,
                special_deductions=len(self.special_deductions),
                bonus=len(self.bonuses),
                rules=self.rules,
                qualified_for_a_year=self.qualified_for_a_year,
            )


def shown(text: str, *, longest: int = LONGEST_SHOWN) -> str:
    """Foreign text made fit for one line of a message: nothing unprintable, nothing endless."""
    line = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text[:longest])
    return (line + "..." if len(text) > longest else line) or '""'


@contextmanager
def as_sheet_error(prefix: str = ""):
    """Turns what the rules refuse into a SheetError; `prefix` is the way to the part in hand."""
    try:
        yield
    except SheetError:
        raise
    except ScoreError as error:
        raise SheetError(prefix + shown(error.place), error.sentence) from None
