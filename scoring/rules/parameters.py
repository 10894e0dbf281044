"""What an edition of the standard may set, and the levels."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from fractions import Fraction

from scoring.rules.figures import ScoreError, exact, is_count, written

FULL_SCORE = Fraction(100)
MARKS = ("pass_mark", "three_star", "four_star", "five_star")


class Level(StrEnum):
    """The result, from worst to best (R7, R8). Compare by `rank`: as text, levels sort by the alphabet."""

    NOT_PASSED = "not_passed"
    QUALIFIED = "qualified"
    THREE_STAR = "three_star"
    FOUR_STAR = "four_star"
    FIVE_STAR = "five_star"

    @property
    def rank(self) -> int:
        """0 (not passed) to 4 (five-star)."""
        return list(Level).index(self)

    @property
    def stars(self) -> int:
        """Stars on the certificate: 0, 3, 4 or 5."""
        return {"three_star": 3, "four_star": 4, "five_star": 5}.get(self.value, 0)


@dataclass(frozen=True, slots=True)
class Rules:
    """Rule parameters: marks are points of 100, every bound is inclusive (R5, R7, R8 and our readings).

    Marks may be given as whole numbers, decimals or plain decimal text. ScoreError names the field that is wrong.
    """

    pass_mark: Fraction = Fraction(70)
    three_star: Fraction = Fraction(80)
    four_star: Fraction = Fraction(90)
    five_star: Fraction = Fraction(95)
    special_deduction_limit: int = 5
    bonus_limit: int = 1
    few_applicable_points: Fraction = Fraction(60)
    stars_after_one_year: bool = False

    def __post_init__(self):
        for name in (*MARKS, "few_applicable_points"):
            try:
                object.__setattr__(self, name, exact(getattr(self, name)))
            except (TypeError, ValueError) as error:
                raise ScoreError(name, str(error)) from None
        marks = [Fraction(0), *(getattr(self, name) for name in MARKS), FULL_SCORE]
        if marks != sorted(marks):
            raise ScoreError("pass_mark", "the marks must rise from 0 over the pass mark and the stars to 100")
        if not 0 <= self.few_applicable_points <= FULL_SCORE:
            raise ScoreError("few_applicable_points", "must lie between 0 and 100")
        if not is_count(self.special_deduction_limit, least=1):
            raise ScoreError("special_deduction_limit", "must be a whole number of at least 1")
        if not is_count(self.bonus_limit):
            raise ScoreError("bonus_limit", "must be a whole number of at least 0")
        if not isinstance(self.stars_after_one_year, bool):
            raise ScoreError("stars_after_one_year", "must be true or false")

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> "Rules":
        """Rules from plain values, as `to_dict` writes them; what is not given keeps its default."""
        known = {each.name for each in fields(cls)}
        for name in values:
            if name not in known:
                raise ScoreError(name, "is not a rule that an edition can set")
        return cls(**values)

    def to_dict(self) -> dict[str, str | int | bool]:
        """Plain values for JSON: marks as exact decimal text, limits as whole numbers."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: written(value) if isinstance(value, Fraction) else value for name, value in values.items()}

    @property
    def bounds(self) -> dict[Level, Fraction]:
        """The least score of every level that passes, best level first."""
        return {
            Level.FIVE_STAR: self.five_star,
            Level.FOUR_STAR: self.four_star,
            Level.THREE_STAR: self.three_star,
            Level.QUALIFIED: self.pass_mark,
        }

    def level_at(self, score: Fraction) -> Level:
        """The level that a score reaches by its height alone (R8)."""
        return next((level for level, bound in self.bounds.items() if score >= bound), Level.NOT_PASSED)


STANDARD_RULES = Rules()
