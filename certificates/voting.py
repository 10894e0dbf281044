"""Quorum and majority as pure arithmetic, exact in whole numbers."""

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """Votes counted by position, against a quorum and a majority of `numerator` out of `denominator` of the votes cast."""

    counted: Counter
    quorum: int
    numerator: int
    denominator: int

    @property
    def cast(self) -> int:
        return self.counted.total()

    @property
    def missing(self) -> int:
        """Votes still needed to reach the quorum."""
        return max(0, self.quorum - self.cast)

    def carries(self, position: str) -> bool:
        """Is the quorum reached and the majority for the position?"""
        return (
            self.cast > 0
            and not self.missing
            and self.counted[position] * self.denominator >= self.numerator * self.cast
        )

    def needed_for(self, position: str) -> int:
        """How many of the votes cast so far would have to be for the position: the smallest whole number that carries."""
        return -(-self.numerator * self.cast // self.denominator)
