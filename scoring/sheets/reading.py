"""Reads a score sheet and refuses, by place, whatever leaves a doubt."""

from collections.abc import Mapping
from fractions import Fraction

from scoring.rules import Finding, Ground, Outcome, Rules, exact, is_count
from scoring.sheets.form import (
    EXTRA_KEYS,
    FINDING_KEYS,
    TOP_KEYS,
    Bonus,
    Sheet,
    SheetError,
    SpecialDeduction,
    as_sheet_error,
    shown,
)
from scoring.sheets.json_text import JsonObject, NumberText, decode

COUNT_BOUND = 10**40
MOST_CLAUSES = 1000  # an edition has some fifty; exact sums of many huge fractions would take minutes


def loads(text: str | bytes) -> Sheet:
    """The sheet in a JSON text; bytes must be UTF-8. SheetError where `read` refuses it or it is no clean JSON."""
    return read(decode(text))


def read(data: object) -> Sheet:
    """The sheet in parsed JSON. A sheet that is returned can be evaluated; everything else raises SheetError."""
    top = _object(data, "")
    _check_keys(top, "", required=TOP_KEYS, optional=EXTRA_KEYS)
    points = _clauses(top["clauses"])
    sheet = Sheet(
        edition=_text(top["edition"], "edition"),
        version=_count(top["version"], "version", least=1),
        points=points,
        findings=_findings(top["findings"], points),
        special_deductions=_special_deductions(top["special_deductions"]),
        bonuses=_bonuses(top["bonus"]),
        rules=_rules(top.get("rules", {})),
        qualified_for_a_year=_switch(top.get("qualified_for_a_year", False), "qualified_for_a_year"),
    )
    sheet.result()
    return sheet


def _object(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise SheetError(place or "sheet", "must be a JSON object")
    for key in value:
        if not isinstance(key, str):
            raise SheetError(place or "sheet", f"must have text as keys, not {shown(repr(key))}")
    if isinstance(value, JsonObject) and value.repeated is not None:
        raise SheetError(_inside(place, value.repeated), "the key is given twice")
    return value


def _check_keys(entry: Mapping, place: str, *, required: tuple[str, ...], optional: tuple[str, ...] = ()):
    for key in entry:
        if key not in required and key not in optional:
            raise SheetError(_inside(place, key), f"unknown key; known here: {', '.join((*required, *optional))}")
    for key in required:
        if key not in entry:
            raise SheetError(_inside(place, key), "the key is missing")


def _inside(place: str, key: str) -> str:
    return f"{place}.{shown(key)}" if place else shown(key)


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SheetError(place, "must be text that is not empty")
    return value


def _switch(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise SheetError(place, "must be true or false")
    return value


def _count(value: object, place: str, *, least: int) -> int:
    if not is_count(value, least=least) or value >= COUNT_BOUND:
        raise SheetError(place, f"must be a whole number of at least {least}, in at most 40 digits")
    return value


def _clauses(value: object) -> dict[str, Fraction]:
    points = {}
    clauses = _object(value, "clauses")
    if len(clauses) > MOST_CLAUSES:
        raise SheetError("clauses", f"must be at most {MOST_CLAUSES}")
    for code, each in clauses.items():
        place = _inside("clauses", code)
        entry = _object(each, place)
        _check_keys(entry, place, required=("points",))
        points[code] = _points(entry["points"], f"{place}.points")
    return points


def _points(value: object, place: str) -> Fraction:
    number = value.text if isinstance(value, NumberText) else value
    try:
        points = exact(number)
    except (TypeError, ValueError):
        points = Fraction(0)
    if not 0 < points < COUNT_BOUND:
        raise SheetError(place, 'must be a number above 0 in plain digits, at most 40, such as 2 or "2.5"')
    return points


def _findings(value: object, points: Mapping[str, Fraction]) -> dict[str, Finding]:
    findings = {}
    for code, each in _object(value, "findings").items():
        place = _inside("findings", code)
        if code not in points:
            raise SheetError(place, "there is no such clause in clauses")
        findings[code] = _finding(each, place)
    for code in points:
        if code not in findings:
            raise SheetError(_inside("findings", code), "the clause has no finding")
    return findings


def _finding(value: object, place: str) -> Finding:
    entry = _object(value, place)
    if "outcome" not in entry:
        raise SheetError(f"{place}.outcome", "the key is missing")
    outcome = Outcome(_one_of(Outcome, entry["outcome"], f"{place}.outcome"))
    keys = FINDING_KEYS[outcome]
    _check_keys(entry, place, required=("outcome", *keys))
    if outcome is Outcome.SAMPLED:
        _count(entry["drawn"], f"{place}.drawn", least=1)
        _count(entry["failed"], f"{place}.failed", least=0)
    if outcome is Outcome.EXCLUDED:
        _text(entry["reason"], f"{place}.reason")
    with as_sheet_error(f"{place}."):
        return Finding(outcome, **{key: entry[key] for key in keys})


def _one_of(choices: type[Outcome] | type[Ground], value: object, place: str) -> str:
    if not isinstance(value, str) or value not in list(choices):
        raise SheetError(place, f"must be one of {', '.join(choices)}")
    return value


def _special_deductions(value: object) -> tuple[SpecialDeduction, ...]:
    if not isinstance(value, list):
        raise SheetError("special_deductions", "must be a list")
    return tuple(_special_deduction(each, f"special_deductions.{at}") for at, each in enumerate(value))


def _special_deduction(value: object, place: str) -> SpecialDeduction:
    entry = _object(value, place)
    _check_keys(entry, place, required=("ground", "text"))
    ground = Ground(_one_of(Ground, entry["ground"], f"{place}.ground"))
    return SpecialDeduction(ground, _text(entry["text"], f"{place}.text"))


def _bonuses(value: object) -> tuple[Bonus, ...]:
    """None, one, or a list of them: whether a list is too long is for the rules to say."""
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(_bonus(each, f"bonus.{at}") for at, each in enumerate(value))
    return (_bonus(value, "bonus"),)


def _bonus(value: object, place: str) -> Bonus:
    entry = _object(value, place)
    _check_keys(entry, place, required=("text",))
    return Bonus(_text(entry["text"], f"{place}.text"))


def _rules(value: object) -> Rules:
    given = _object(value, "rules")
    plain = {key: each.text if isinstance(each, NumberText) else each for key, each in given.items()}
    with as_sheet_error("rules."):
        return Rules.from_dict(plain)
