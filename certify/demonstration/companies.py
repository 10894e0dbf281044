"""The invented companies: none of them exists, and their codes belong to nobody."""

import csv
from dataclasses import dataclass
from pathlib import Path

from stdnum.cn import uscc


@dataclass(frozen=True)
class Company:
    """`story` names what happens to it (certify.demonstration.stories)."""

    key: str
    story: str
    name: str
    name_en: str
    city: str
    address: str
    kind: str
    industry: str
    scope: str
    scope_en: str
    headcount: int
    contact: str


def code(number: int) -> str:
    """A unified social credit code with a right check digit, of an invented series."""
    stem = f"91110105MA9{number:06d}"
    return stem + uscc.calc_check_digit(stem)


def companies() -> list[Company]:
    """All of them, in the order of the file."""
    with (Path(__file__).parent / "companies.csv").open(encoding="utf-8", newline="") as rows:
        return [Company(**row | {"headcount": int(row["headcount"])}) for row in csv.DictReader(rows)]
