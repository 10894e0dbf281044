"""What the audit found about each clause, and the points that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from scoring.rules.figures import Number, ScoreError, exact, is_count


class Outcome(StrEnum):
    """What the audit found about a clause; auditors record findings, never points (R2)."""

    MET = "met"
    NOT_MET = "not_met"
    SAMPLED = "sampled"
    EXCLUDED = "excluded"


class Ground(StrEnum):
    """Why a finding costs a point outside the clauses (R4 a-d)."""

    LAW = "law"
    OWN_RULES = "own_rules"
    TRADE_NEED = "trade_need"
    SYSTEM_OPERATION = "system_operation"


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause's outcome; `drawn` and `failed` for sampled only, `reason` for excluded only, where they are required.

    ScoreError names the field that is wrong.
    """

    outcome: Outcome
    drawn: int | None = None
    failed: int | None = None
    reason: str = ""

    def __post_init__(self):
        if not isinstance(self.outcome, Outcome):
            raise ScoreError("outcome", f"must be one of {', '.join(Outcome)}")
        if self.outcome is Outcome.SAMPLED:
            self._check_samples()
        elif self.drawn is not None or self.failed is not None:
            raise ScoreError("drawn", "samples are counted for the outcome sampled only")
        if self.outcome is Outcome.EXCLUDED and not self.reason.strip():
            raise ScoreError("reason", "must say why the clause does not apply")
        if self.outcome is not Outcome.EXCLUDED and self.reason:
            raise ScoreError("reason", "is given for the outcome excluded only")

    def _check_samples(self):
        if not is_count(self.drawn, least=1):
            raise ScoreError("drawn", "must be a whole number of at least 1")
        if not is_count(self.failed):
            raise ScoreError("failed", "must be a whole number of at least 0")
        if self.failed > self.drawn:
            raise ScoreError("failed", "must not be more than were drawn")


MET = Finding(Outcome.MET)
NOT_MET = Finding(Outcome.NOT_MET)


def sampled(*, drawn: int, failed: int) -> Finding:
    """A finding on `drawn` like samples of which `failed` failed (R3)."""
    return Finding(Outcome.SAMPLED, drawn=drawn, failed=failed)


def excluded(reason: str) -> Finding:
    """A clause that does not apply, with the confirmed reason (R6)."""
    return Finding(Outcome.EXCLUDED, reason=reason)


@dataclass(frozen=True, slots=True)
class Total:
    """Points of one clause or of a part of the tree; nothing is applicable where all of it is excluded."""

    earned: Fraction = Fraction(0)
    applicable: Fraction = Fraction(0)

    def __add__(self, other: "Total") -> "Total":
        return Total(self.earned + other.earned, self.applicable + other.applicable)

    @property
    def lost(self) -> Fraction:
        return self.applicable - self.earned

    @property
    def percent(self) -> Fraction | None:
        """Earned per 100 applicable points; None where nothing is applicable."""
        return Fraction(self.earned * 100, self.applicable) if self.applicable else None


def clause_total(points: Number, finding: Finding) -> Total:
    """What one clause adds to both sides: all or nothing (R2), by the share of samples (R3), or to neither (R6)."""
    full = exact(points)
    match finding.outcome:
        case Outcome.MET:
            return Total(full, full)
        case Outcome.NOT_MET:
            return Total(Fraction(0), full)
        case Outcome.SAMPLED:
            return Total(full * Fraction(finding.drawn - finding.failed, finding.drawn), full)
        case Outcome.EXCLUDED:
            return Total()


def clause_points(points: Number, finding: Finding) -> Fraction:
    """Points a clause earns: 5 points, 20 drawn, 3 failed earn 17/4; an excluded clause earns 0 (and loses 0)."""
    return clause_total(points, finding).earned


def totals_by_part(clauses: Mapping[str, Total], *, parts: int) -> dict[str, Total]:
    """Totals by the first `parts` numbers of the clause codes, in the order in which they first appear."""
    found: dict[str, Total] = {}
    for code, total in clauses.items():
        part = ".".join(code.split(".")[:parts])
        found[part] = found.get(part, Total()) + total
    return found
