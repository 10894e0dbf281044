"""The arithmetic of GB/T 27922-2011: from findings to a score and a level.

Pure and exact: fractions only, the standard library only, no division that could round. The numbered rules (R1-R8) and
the readings chosen where the standard is silent stand in `scoring/README.md`.
"""

from scoring.rules.evaluation import Caution, Result, Running, evaluate, required_managers, running
from scoring.rules.figures import ScoreError, exact, is_count, lowest_terms, rounded_down, written
from scoring.rules.findings import (
    MET,
    NOT_MET,
    Finding,
    Ground,
    Outcome,
    Total,
    clause_points,
    clause_total,
    excluded,
    sampled,
    totals_by_part,
)
from scoring.rules.parameters import FULL_SCORE, STANDARD_RULES, Level, Rules

__all__ = [
    "FULL_SCORE",
    "MET",
    "NOT_MET",
    "STANDARD_RULES",
    "Caution",
    "Finding",
    "Ground",
    "Level",
    "Outcome",
    "Result",
    "Rules",
    "Running",
    "ScoreError",
    "Total",
    "clause_points",
    "clause_total",
    "evaluate",
    "exact",
    "excluded",
    "is_count",
    "lowest_terms",
    "required_managers",
    "rounded_down",
    "running",
    "sampled",
    "totals_by_part",
    "written",
]
