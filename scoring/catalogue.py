"""Reads an edition of the standard from its folder and refuses it, by row, if it does not add up.

A folder holds `edition.toml` (which standard and version, the rule parameters, what the rows must add up to) and
`indicators.csv` (the tree, top down). Pure: standard library only.
"""

import csv
import hashlib
import io
import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from scoring.rules import Rules, ScoreError, is_count

FOLDER = Path(__file__).parent / "editions"
HEADER, TABLE = "edition.toml", "indicators.csv"
HEADER_KEYS = ("standard", "version", "title_zh", "title_en", "shape", "rules")
SHAPE_KEYS = ("rows", "scored_clauses", "full_score")
COLUMNS = (
    "code",
    "parent",
    "title_zh",
    "title_en",
    "points",
    "points_basis",
    "guidance_zh",
    "guidance_en",
    "text_basis",
)
POINTS_BASES = ("official", "published", "derived", "provisional")
TEXT_BASES = ("confirmed", "provisional")
SECTION, INDICATOR, CLAUSE, CHECK_POINT = 1, 2, 3, 4
# What each depth adds to its parent's code: 5.1, then 5.1.2, then 5.1.2.2, then 5.1.3.2a.
CODE_ENDINGS = {
    SECTION: r"[0-9]{1,2}\.[0-9]{1,2}",
    INDICATOR: r"\.[0-9]{1,2}",
    CLAUSE: r"\.[0-9]{1,2}",
    CHECK_POINT: "[a-z]",
}
POINTS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")


class CatalogueError(ValueError):
    """An edition is refused: `place` is the file and, in the table, the row; `sentence` says what is wrong."""

    def __init__(self, place: str, sentence: str):
        super().__init__(f"{place}: {sentence}")
        self.place, self.sentence = place, sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the tree; `line` counts the table's rows, the header being row 1. Only check points have no points."""

    line: int
    depth: int
    code: str
    parent: str
    title_zh: str
    title_en: str
    points: Decimal | None
    points_basis: str
    guidance_zh: str
    guidance_en: str
    text_basis: str

    @property
    def place(self) -> str:
        return f"{TABLE} row {self.line} ({self.code})"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One edition that adds up; `sha256` is of the bytes of both files."""

    standard: str
    version: int
    title_zh: str
    title_en: str
    rules: Rules
    rows: tuple[Row, ...]
    sha256: str

    @property
    def scored(self) -> tuple[Row, ...]:
        """The clauses that carry the score."""
        return tuple(row for row in self.rows if row.depth == CLAUSE)


def shipped() -> list[Path]:
    """Folders of the editions that come with the product, by name."""
    return sorted(each.parent for each in FOLDER.glob(f"*/{HEADER}"))


def read_edition(folder: Path) -> Catalogue:
    """The edition in a folder. CatalogueError names the file or the row that is wrong."""
    header_bytes, table_bytes = _content(folder / HEADER), _content(folder / TABLE)
    header = _header(_text(header_bytes, HEADER))
    rows = _rows(_text(table_bytes, TABLE))
    _check_sums(rows)
    _check_shape(rows, header["shape"])
    return Catalogue(
        standard=header["standard"],
        version=header["version"],
        title_zh=header["title_zh"],
        title_en=header["title_en"],
        rules=_rule_parameters(header["rules"]),
        rows=tuple(rows),
        sha256=hashlib.sha256(header_bytes + b"\0" + table_bytes).hexdigest(),
    )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CatalogueError(path.name, error.strerror or "cannot be read") from None


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError(name, f"is not UTF-8 text (byte {error.start + 1})") from None


def _header(text: str) -> dict:
    try:
        header = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(HEADER, f"is not TOML: {error}") from None
    _check_keys(header, HEADER_KEYS, HEADER)
    for name in ("standard", "title_zh", "title_en"):
        if not isinstance(header[name], str) or not header[name].strip():
            raise CatalogueError(HEADER, f"{name} must be text that is not empty")
    if not is_count(header["version"], least=1):
        raise CatalogueError(HEADER, "version must be a whole number of at least 1")
    for name in ("shape", "rules"):
        if not isinstance(header[name], dict):
            raise CatalogueError(HEADER, f"{name} must be a table")
    _check_keys(header["shape"], SHAPE_KEYS, f"{HEADER} [shape]")
    return header


def _check_keys(found: dict, known: tuple[str, ...], place: str):
    if set(found) != set(known):
        wrong = ", ".join(sorted(set(found) ^ set(known)))
        raise CatalogueError(place, f"must have exactly the keys {', '.join(known)}; missing or unknown: {wrong}")


def _rule_parameters(values: dict) -> Rules:
    try:
        return Rules.from_dict(values)
    except ScoreError as error:
        raise CatalogueError(f"{HEADER} [rules] {error.place}", error.sentence) from None


def _rows(text: str) -> list[Row]:
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: dict[str, Row] = {}
    try:
        header = tuple(next(table, ()))
        if header != COLUMNS:
            raise CatalogueError(f"{TABLE} row 1", f"the columns must be {', '.join(COLUMNS)}")
        for line, cells in enumerate(table, start=2):
            row = _row(line, cells, rows)
            rows[row.code] = row
    except csv.Error as error:
        raise CatalogueError(f"{TABLE} row {len(rows) + 2}", f"is not CSV: {error}") from None
    return list(rows.values())


def _row(line: int, cells: list[str], above: dict[str, Row]) -> Row:
    place = f"{TABLE} row {line}"
    if len(cells) != len(COLUMNS):
        raise CatalogueError(place, f"has {len(cells)} cells, not {len(COLUMNS)}")
    given = dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True))
    code, parent, points = given["code"], given["parent"], given.pop("points")
    place = f"{place} ({code})"
    if code in above:
        raise CatalogueError(place, f"the code stands in row {above[code].line} already")
    if parent and parent not in above:
        raise CatalogueError(place, f"the parent {parent} does not stand above it")
    depth = above[parent].depth + 1 if parent else SECTION
    if depth > CHECK_POINT:
        raise CatalogueError(place, "a check point has nothing below it")
    if not re.fullmatch(re.escape(parent) + CODE_ENDINGS[depth], code):
        raise CatalogueError(
            place, "the code must be its parent's and one number more, or one letter for a check point"
        )
    _check_cells(place, depth, points, given)
    return Row(line=line, depth=depth, points=Decimal(points) if points else None, **given)


def _check_cells(place: str, depth: int, points: str, given: dict[str, str]):
    for name in ("title_zh", "title_en"):
        if not given[name]:
            raise CatalogueError(place, f"{name} is empty")
    if depth == CHECK_POINT and (points or given["points_basis"]):
        raise CatalogueError(place, "a check point carries no points")
    if depth < CHECK_POINT and (not POINTS.fullmatch(points) or not Decimal(points)):
        raise CatalogueError(place, "points must be a number above 0 with at most two decimals")
    if depth < CHECK_POINT and given["points_basis"] not in POINTS_BASES:
        raise CatalogueError(place, f"points_basis must be one of {', '.join(POINTS_BASES)}")
    if given["text_basis"] not in TEXT_BASES:
        raise CatalogueError(place, f"text_basis must be one of {', '.join(TEXT_BASES)}")


def _check_sums(rows: list[Row]):
    for row in rows:
        if row.depth not in (SECTION, INDICATOR):
            continue
        below = [each.points for each in rows if each.parent == row.code]
        if not below:
            raise CatalogueError(row.place, "has nothing below it that could be scored")
        if sum(below) != row.points:
            raise CatalogueError(row.place, f"carries {row.points} points, but its parts add up to {sum(below)}")


def _check_shape(rows: list[Row], shape: dict):
    found = {
        "rows": len(rows),
        "scored_clauses": sum(row.depth == CLAUSE for row in rows),
        "full_score": sum(row.points for row in rows if row.depth == SECTION),
    }
    for name, number in found.items():
        if number != shape[name]:
            raise CatalogueError(TABLE, f"{name} is {number}, but {HEADER} announces {shape[name]}")
