"""From points and findings to the result, complete or so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from scoring.rules.figures import Number, ScoreError, exact, is_count
from scoring.rules.findings import MET, Finding, Total, clause_total, totals_by_part
from scoring.rules.parameters import FULL_SCORE, STANDARD_RULES, Level, Rules


class Caution(StrEnum):
    """What a reader of a valid result should know."""

    FEW_POINTS_APPLICABLE = "few_points_applicable"
    STARS_HELD_BACK = "stars_held_back"


@dataclass(frozen=True, slots=True)
class Result:
    """A complete evaluation: `base` is before, `score` after special deductions and bonus; both of 100, unrounded."""

    total: Total
    special_deductions: int
    bonus: int
    score: Fraction
    level: Level
    cautions: tuple[Caution, ...]
    clauses: dict[str, Total]

    @property
    def earned(self) -> Fraction:
        return self.total.earned

    @property
    def applicable(self) -> Fraction:
        return self.total.applicable

    @property
    def base(self) -> Fraction:
        return self.total.percent

    @property
    def lost(self) -> dict[str, Fraction]:
        """Points lost by clause, only clauses that lost any, in the order of the sheet."""
        return {code: each.lost for code, each in self.clauses.items() if each.lost}

    @property
    def sections(self) -> dict[str, Total]:
        """Totals of 5.1, 5.2 and 5.3."""
        return totals_by_part(self.clauses, parts=2)

    @property
    def indicators(self) -> dict[str, Total]:
        """Totals of the second-level indicators, 5.1.1 to 5.3.2."""
        return totals_by_part(self.clauses, parts=3)


def evaluate(
    points: Mapping[str, Number],
    findings: Mapping[str, Finding],
    *,
    special_deductions: int = 0,
    bonus: int = 0,
    rules: Rules = STANDARD_RULES,
    qualified_for_a_year: bool = False,
) -> Result:
    """The result of a complete sheet (R1-R8): `points` and `findings` by clause, counts of deductions and bonuses.

    `qualified_for_a_year` matters only where the edition gives stars after one year at the qualified level.
    ScoreError: a clause without finding, a finding without clause, points that are not positive, counts out of bounds,
    nothing applicable. TypeError: a float where a number belongs.
    """
    _check(points, findings, special_deductions, bonus, rules)
    for code in points:
        if code not in findings:
            raise ScoreError(f"findings.{code}", "the clause has no finding")
    clauses = {code: clause_total(points[code], findings[code]) for code in points}
    total = sum(clauses.values(), Total())
    if not total.applicable:
        raise ScoreError("findings", "no clause is applicable, so there is nothing to score")
    score = min(max(total.percent - special_deductions + bonus, Fraction(0)), FULL_SCORE)
    level = rules.level_at(score) if special_deductions < rules.special_deduction_limit else Level.NOT_PASSED
    held_back = bool(level.stars) and rules.stars_after_one_year and not qualified_for_a_year
    return Result(
        total=total,
        special_deductions=special_deductions,
        bonus=bonus,
        score=score,
        level=Level.QUALIFIED if held_back else level,
        cautions=tuple(_cautions(total, held_back, rules)),
        clauses=clauses,
    )


def _check(points, findings, special_deductions, bonus, rules):
    for code, value in points.items():
        if exact(value) <= 0:
            raise ScoreError(f"clauses.{code}.points", "must be more than 0")
    for code in findings:
        if code not in points:
            raise ScoreError(f"findings.{code}", "there is no such clause in clauses")
    if not is_count(special_deductions):
        raise ScoreError("special_deductions", "must be a whole number of at least 0")
    if not is_count(bonus):
        raise ScoreError("bonus", "must be a whole number of at least 0")
    if bonus > rules.bonus_limit:
        raise ScoreError("bonus", f"at most {rules.bonus_limit} special bonus can be given, not {bonus}")


def _cautions(total: Total, held_back: bool, rules: Rules) -> Iterable[Caution]:
    if total.applicable < rules.few_applicable_points:
        yield Caution.FEW_POINTS_APPLICABLE
    if held_back:
        yield Caution.STARS_HELD_BACK


@dataclass(frozen=True, slots=True)
class Running:
    """The score while the audit goes on: `now` counts the answered clauses alone, `best` takes the others as met.

    `total` is of the answered clauses; `now` and `best` are None while nothing that they count is applicable.
    """

    answered: int
    unanswered: tuple[str, ...]
    total: Total
    now: Result | None
    best: Result | None

    @property
    def is_complete(self) -> bool:
        return not self.unanswered


def running(points: Mapping[str, Number], findings: Mapping[str, Finding], **facts) -> Running:
    """The same evaluation over an incomplete sheet; `facts` are the keywords of `evaluate`, its errors too."""
    for code in findings:
        if code not in points:
            raise ScoreError(f"findings.{code}", "there is no such clause in clauses")
    unanswered = tuple(code for code in points if code not in findings)
    answered = {code: value for code, value in points.items() if code in findings}
    total = sum((clause_total(value, findings[code]) for code, value in answered.items()), Total())
    return Running(
        answered=len(answered),
        unanswered=unanswered,
        total=total,
        now=evaluate(answered, findings, **facts) if total.applicable else None,
        best=evaluate(points, {**findings, **dict.fromkeys(unanswered, MET)}, **facts)
        if total.applicable or unanswered
        else None,
    )


def required_managers(staff: int) -> int:
    """Certified after-sales service managers needed for `staff` people in service management: a tenth, at least 1."""
    if not is_count(staff):
        raise ScoreError("staff", "must be a whole number of at least 0")
    return max(1, -(-staff // 10))
