"""Score sheets to test with: the published vectors and one small valid sheet."""

import copy
from decimal import Decimal
from typing import NamedTuple


class Vector(NamedTuple):
    """Points earned and applicable, counts outside the clauses, and what must come of them."""

    earned: str
    applicable: str
    special: int
    bonus: int
    base: str
    score: str
    score_exact: str
    level: str


VECTORS = [
    Vector("96.5", "100", 0, 0, "96.5", "96.5", "193/2", "five_star"),  # a published real result
    Vector("95", "100", 0, 0, "95", "95", "95", "five_star"),
    Vector("94.99", "100", 0, 0, "94.99", "94.99", "9499/100", "four_star"),
    Vector("80", "100", 0, 0, "80", "80", "80", "three_star"),
    Vector("79.99", "100", 0, 0, "79.99", "79.99", "7999/100", "qualified"),
    Vector("70", "100", 0, 0, "70", "70", "70", "qualified"),
    Vector("69.99", "100", 0, 0, "69.99", "69.99", "6999/100", "not_passed"),
    Vector("88", "92", 0, 0, "95.65", "95.65", "2200/23", "five_star"),
    Vector("88", "92", 1, 0, "95.65", "94.65", "2177/23", "four_star"),
    Vector("57", "60", 0, 0, "95", "95", "95", "five_star"),
    Vector("92", "100", 5, 0, "92", "87", "87", "not_passed"),
    Vector("100", "100", 4, 0, "100", "96", "96", "five_star"),
    Vector("94", "100", 0, 1, "94", "95", "95", "five_star"),
    Vector("70", "100", 1, 0, "70", "69", "69", "not_passed"),
]


def sheet_of(vector: Vector) -> dict:
    """A sheet with a met clause of the earned points, a failed one of the lost and an excluded one of the others."""
    parts = {
        "5.1.1.1": (Decimal(vector.earned), {"outcome": "met"}),
        "5.2.1.1": (Decimal(vector.applicable) - Decimal(vector.earned), {"outcome": "not_met"}),
        "5.3.1.1": (100 - Decimal(vector.applicable), {"outcome": "excluded", "reason": "不适用"}),
    }
    parts = {code: part for code, part in parts.items() if part[0]}
    return {
        "edition": "GB/T 27922-2011",
        "version": 1,
        "clauses": {code: {"points": str(points)} for code, (points, _) in parts.items()},
        "findings": {code: finding for code, (_, finding) in parts.items()},
        "special_deductions": [{"ground": "law", "text": "使用了过期的许可证"}] * vector.special,
        "bonus": {"text": "行业首创的上门检测"} if vector.bonus else None,
    }


def output_of(vector: Vector) -> dict:
    """The result that `python -m scoring` must print for `sheet_of(vector)`."""
    return {
        "earned": vector.earned,
        "applicable": vector.applicable,
        "base": vector.base,
        "special_deductions": vector.special,
        "bonus": vector.bonus,
        "score": vector.score,
        "score_exact": vector.score_exact,
        "level": vector.level,
    }


ISSUE_SHEET = {
    "edition": "GB/T 27922-2011",
    "version": 1,
    "clauses": {
        "5.1.1.1": {"points": 89},
        "5.1.2.2": {"points": 5},
        "5.1.4.2": {"points": "2.75"},
        "5.2.1.1": {"points": "0.25"},
        "5.2.3.3": {"points": 3},
    },
    "findings": {
        "5.1.1.1": {"outcome": "met"},
        "5.1.2.2": {"outcome": "sampled", "drawn": 20, "failed": 3},
        "5.1.4.2": {"outcome": "not_met"},
        "5.2.1.1": {"outcome": "met"},
        "5.2.3.3": {"outcome": "excluded", "reason": "本企业的商品不需要安装"},
    },
    "special_deductions": [{"ground": "law", "text": "未公示收费标准"}],
    "bonus": None,
}
ISSUE_OUTPUT = {
    "earned": "93.5",
    "applicable": "97",
    "base": "96.39",
    "special_deductions": 1,
    "bonus": 0,
    "score": "95.39",
    "score_exact": "9253/97",
    "level": "five_star",
}
REMOVE = object()


def changed(*path_and_value) -> dict:
    """ISSUE_SHEET with one value put (or, with REMOVE, taken away) at a path: changed("findings", "5.1.2.2", "drawn", 0)."""
    *path, last, value = path_and_value
    sheet = copy.deepcopy(ISSUE_SHEET)
    inner = sheet
    for key in path:
        inner = inner[key]
    if value is REMOVE:
        del inner[last]
    else:
        inner[last] = value
    return sheet
