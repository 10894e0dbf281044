"""Score sheets and results as plain values for JSON."""

import json
from fractions import Fraction

from scoring.rules import STANDARD_RULES, Finding, Result, lowest_terms, rounded_down, written
from scoring.sheets.form import FINDING_KEYS, Bonus, Sheet, SheetError


def export_dict(sheet: Sheet) -> dict:
    """The sheet as plain values; `read` gives an equal sheet back. SheetError if it cannot be evaluated."""
    sheet.result()
    exported = {
        "edition": sheet.edition,
        "version": sheet.version,
        "clauses": {code: {"points": _points(code, value)} for code, value in sheet.points.items()},
        "findings": {code: _finding(sheet.findings[code]) for code in sheet.points},
        "special_deductions": [{"ground": each.ground.value, "text": each.text} for each in sheet.special_deductions],
        "bonus": _bonuses(sheet.bonuses),
    }
    if sheet.rules != STANDARD_RULES:
        exported["rules"] = sheet.rules.to_dict()
    if sheet.qualified_for_a_year:
        exported["qualified_for_a_year"] = True
    return exported


def dumps(sheet: Sheet) -> str:
    """The sheet as readable JSON text; the same sheet always gives the same bytes."""
    return json.dumps(export_dict(sheet), ensure_ascii=False, indent=2) + "\n"


def result_dict(result: Result) -> dict[str, str | int]:
    """The result with numbers as text: `base` and `score` rounded down to two decimals, the others exact."""
    return {
        "earned": written(result.earned),
        "applicable": written(result.applicable),
        "base": rounded_down(result.base),
        "special_deductions": result.special_deductions,
        "bonus": result.bonus,
        "score": rounded_down(result.score),
        "score_exact": lowest_terms(result.score),
        "level": result.level.value,
    }


def _points(code: str, value: Fraction) -> int | str:
    if value.denominator == 1:
        return value.numerator
    text = written(value)
    if "/" in text:
        raise SheetError(f"clauses.{code}.points", "cannot be written as a decimal")
    return text


def _finding(finding: Finding) -> dict[str, str | int]:
    keys = FINDING_KEYS[finding.outcome]
    return {"outcome": finding.outcome.value, **{key: getattr(finding, key) for key in keys}}


def _bonuses(bonuses: tuple[Bonus, ...]) -> dict | list | None:
    entries = [{"text": each.text} for each in bonuses]
    return entries if len(entries) > 1 else next(iter(entries), None)
