"""The editions that come with the product, and the folders that are refused."""

import csv
import shutil
from decimal import Decimal

import pytest

from scoring.catalogue import COLUMNS, HEADER, TABLE, CatalogueError, read_edition, shipped
from scoring.rules import STANDARD_RULES

FIRST = shipped()[0]


@pytest.fixture
def folder(tmp_path):
    """A copy of the first edition, to damage."""
    return shutil.copytree(FIRST, tmp_path / "edition")


def damaged(folder, code, cells):
    """The folder with cells of one row overwritten."""
    with (folder / TABLE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["code"] == code:
            row.update(cells)
            break
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return folder


def edited(folder, name, old, new):
    """The folder with one piece of text replaced."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def refusal_of(folder):
    with pytest.raises(CatalogueError) as refusal:
        read_edition(folder)
    return str(refusal.value)


def test_the_edition_of_2011():
    edition = read_edition(FIRST)
    points = {row.code: row.points for row in edition.rows}

    assert (edition.standard, edition.version) == ("GB/T 27922-2011", 1)
    assert (edition.title_zh, edition.title_en) == (
        "商品售后服务评价体系",
        "Evaluation system for after-sales service of commodities",
    )
    assert edition.rules == STANDARD_RULES
    assert (len(edition.rows), len(edition.scored)) == (71, 47)
    assert sum(row.points for row in edition.scored) == Decimal(100)
    assert (points["5.1"], points["5.2"], points["5.3"]) == (40, 35, 25)
    assert [row.code for row in edition.rows[:4]] == ["5.1", "5.1.1", "5.1.1.1", "5.1.1.2"]
    assert [sum(row.depth == depth for row in edition.rows) for depth in (1, 2, 3, 4)] == [3, 15, 47, 6]


def test_the_basis_of_every_row_is_kept():
    rows = {row.code: row for row in read_edition(FIRST).rows}
    bases = [row.points_basis for row in rows.values()]

    assert (rows["5.1"].points_basis, rows["5.1"].text_basis) == ("official", "confirmed")
    assert (rows["5.1.2.1"].points_basis, rows["5.1.2.1"].text_basis) == ("derived", "confirmed")
    assert (rows["5.3.2.4"].points_basis, rows["5.3.2.4"].text_basis) == ("provisional", "provisional")
    assert (rows["5.1.3.2a"].points, rows["5.1.3.2a"].points_basis) == (None, "")
    assert {basis: bases.count(basis) for basis in sorted(set(bases))} == {
        "": 6,
        "derived": 1,
        "official": 3,
        "provisional": 53,
        "published": 8,
    }


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
def test_every_shipped_edition_adds_up_and_speaks_both_languages(path):
    edition = read_edition(path)

    assert all(row.title_zh and row.title_en and row.guidance_zh and row.guidance_en for row in edition.rows)


@pytest.mark.parametrize(
    ("code", "cells", "sentence"),
    [
        ("5.1.1.2", {"code": "5.1.1.1"}, f"{TABLE} row 5 (5.1.1.1): the code stands in row 4 already"),
        ("5.1.1.2", {"parent": "5.1.9"}, f"{TABLE} row 5 (5.1.1.2): the parent 5.1.9 does not stand above it"),
        ("5.1.1", {"parent": "5.2"}, f"{TABLE} row 3 (5.1.1): the parent 5.2 does not stand above it"),
        (
            "5.1.1.2",
            {"code": "5.1.2.9"},
            f"{TABLE} row 5 (5.1.2.9): the code must be its parent's and one number more, or one letter for a check point",
        ),
        (
            "5.1.3.2b",
            {"parent": "5.1.3.2a"},
            f"{TABLE} row 13 (5.1.3.2b): a check point has nothing below it",
        ),
        ("5.1.1.2", {"title_en": " "}, f"{TABLE} row 5 (5.1.1.2): title_en is empty"),
        (
            "5.1.1.2",
            {"points": ""},
            f"{TABLE} row 5 (5.1.1.2): points must be a number above 0 with at most two decimals",
        ),
        (
            "5.1.1.2",
            {"points": "0"},
            f"{TABLE} row 5 (5.1.1.2): points must be a number above 0 with at most two decimals",
        ),
        (
            "5.1.1.2",
            {"points": "1.999"},
            f"{TABLE} row 5 (5.1.1.2): points must be a number above 0 with at most two decimals",
        ),
        ("5.1.3.2a", {"points": "1"}, f"{TABLE} row 12 (5.1.3.2a): a check point carries no points"),
        (
            "5.1.1.2",
            {"points_basis": "guessed"},
            f"{TABLE} row 5 (5.1.1.2): points_basis must be one of official, published, derived, provisional",
        ),
        (
            "5.1.1.2",
            {"text_basis": ""},
            f"{TABLE} row 5 (5.1.1.2): text_basis must be one of confirmed, provisional",
        ),
        ("5.1.1.2", {"points": "2.5"}, f"{TABLE} row 3 (5.1.1): carries 4 points, but its parts add up to 4.5"),
        ("5.1.1", {"points": "5"}, f"{TABLE} row 2 (5.1): carries 40 points, but its parts add up to 41"),
    ],
)
def test_a_row_that_does_not_fit_is_named(folder, code, cells, sentence):
    assert refusal_of(damaged(folder, code, cells)) == sentence


def test_a_lost_row_is_noticed(folder):
    text = (folder / TABLE).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("5.1.3.3c,")]
    (folder / TABLE).write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert refusal_of(folder) == f"{TABLE}: rows is 70, but {HEADER} announces 71"


def test_an_indicator_without_clauses_is_refused(folder):
    text = (folder / TABLE).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("5.2.6.")]
    (folder / TABLE).write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert refusal_of(folder).endswith("(5.2.6): has nothing below it that could be scored")


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (TABLE, "code,parent", "clause,parent", f"{TABLE} row 1: the columns must be {', '.join(COLUMNS)}"),
        (TABLE, "5.1.1.2,5.1.1,", "5.1.1.2,5.1.1,x,", f"{TABLE} row 5: has 10 cells, not 9"),
        (HEADER, "full_score = 100", "full_score = 99", f"{TABLE}: full_score is 100, but {HEADER} announces 99"),
        (
            HEADER,
            "five_star = 95",
            "five_star = 101",
            f"{HEADER} [rules] pass_mark: the marks must rise from 0 over the pass mark and the stars to 100",
        ),
        (
            HEADER,
            "pass_mark = 70",
            'pass_mark = "x"',
            f"{HEADER} [rules] pass_mark: must be written in plain digits, such as 2 or 2.5",
        ),
        (HEADER, "bonus_limit", "mercy", f"{HEADER} [rules] mercy: is not a rule that an edition can set"),
        (HEADER, "version = 1", "version = true", f"{HEADER}: version must be a whole number of at least 1"),
        (
            HEADER,
            'standard = "GB/T 27922-2011"',
            'standard = " "',
            f"{HEADER}: standard must be text that is not empty",
        ),
        (
            HEADER,
            "title_en",
            "title",
            f"{HEADER}: must have exactly the keys standard, version, title_zh, title_en, shape, rules; "
            "missing or unknown: title, title_en",
        ),
    ],
)
def test_a_file_that_is_not_in_the_form_is_refused(folder, name, old, new, sentence):
    assert refusal_of(edited(folder, name, old, new)) == sentence


def test_files_that_are_missing_or_no_text(folder):
    (folder / HEADER).write_bytes(b"standard = ")
    assert refusal_of(folder).startswith(f"{HEADER}: is not TOML: ")
    (folder / HEADER).write_bytes(b"\xff")
    assert refusal_of(folder) == f"{HEADER}: is not UTF-8 text (byte 1)"
    (folder / TABLE).unlink()
    assert refusal_of(folder) == f"{TABLE}: No such file or directory"
    assert refusal_of(folder / "nowhere") == f"{HEADER}: No such file or directory"


def test_a_mark_may_be_a_decimal_and_is_exact(folder):
    rules = read_edition(edited(folder, HEADER, "five_star = 95", "five_star = 95.1")).rules

    assert rules.to_dict()["five_star"] == "95.1"


def test_the_hash_covers_both_files(folder):
    before = read_edition(folder).sha256

    assert read_edition(edited(folder, HEADER, "# One version", "# A version")).sha256 != before
    assert read_edition(edited(folder, HEADER, "# A version", "# One version")).sha256 == before
    assert read_edition(damaged(folder, "5.1", {"guidance_en": "Other words"})).sha256 != before
