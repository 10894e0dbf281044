"""`python -m scoring evaluate FILE` as another program sees it: without Django, without a database, without settings."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scoring.examples import ISSUE_OUTPUT, ISSUE_SHEET, REMOVE, VECTORS, changed, output_of, sheet_of

ROOT = Path(__file__).resolve().parents[2]
USAGE = "usage: python -m scoring evaluate FILE (a score sheet as JSON; - reads standard input)"
KNOWN = "edition, version, clauses, findings, special_deductions, bonus, rules, qualified_for_a_year"
POINTS = 'must be a number above 0 in plain digits, at most 40, such as 2 or "2.5"'
DRAWN = "must be a whole number of at least 1, in at most 40 digits"
FAILED = "must be a whole number of at least 0, in at most 40 digits"
SHEET_TEXT = json.dumps(ISSUE_SHEET)


def scoring(*arguments, text=b"", stdout=subprocess.PIPE, flags=()):
    """One call in an empty environment; `text` goes to standard input, `flags` to Python."""
    return subprocess.run(
        [sys.executable, *flags, "-m", "scoring", *arguments],
        input=text.encode() if isinstance(text, str) else text,
        stdout=stdout,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={},
        timeout=30,
        check=False,
    )


def evaluated(sheet):
    done = scoring("evaluate", "-", text=json.dumps(sheet))
    assert (done.returncode, done.stderr) == (0, b"")
    return json.loads(done.stdout)


def assert_refused(done, line):
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"{line}\n"


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: f"{v.earned}-{v.applicable}-{v.special}-{v.bonus}")
def test_the_published_vectors(vector):
    assert evaluated(sheet_of(vector)) == output_of(vector)


def test_the_sheet_of_the_example_from_a_file(tmp_path):
    file = tmp_path / "评分表.json"
    file.write_text(json.dumps(ISSUE_SHEET, ensure_ascii=False), encoding="utf-8")

    done = scoring("evaluate", str(file))

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == json.dumps(ISSUE_OUTPUT) + "\n"


def test_a_result_that_is_no_decimal_is_a_fraction_in_lowest_terms():
    sheet = changed("findings", "5.1.2.2", {"outcome": "sampled", "drawn": 3, "failed": 1})

    assert evaluated(sheet) == {
        "earned": "1111/12",
        "applicable": "97",
        "base": "95.44",
        "special_deductions": 1,
        "bonus": 0,
        "score": "94.44",
        "score_exact": "27484/291",
        "level": "four_star",
    }


def test_django_is_not_even_imported():
    done = scoring("evaluate", "-", text=SHEET_TEXT, flags=["-X", "importtime"])
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}

    assert done.returncode == 0
    assert "scoring.sheets.reading" in imported
    assert not {name for name in imported if name.partition(".")[0] in {"django", "certify", "environ", "psycopg2"}}


INVALID = [
    # not the form
    ([], "sheet: must be a JSON object"),
    ("sheet", "sheet: must be a JSON object"),
    (None, "sheet: must be a JSON object"),
    (changed("bonus", REMOVE), "bonus: the key is missing"),
    (changed("special_deductions", REMOVE), "special_deductions: the key is missing"),
    (changed("colour", "red"), f"colour: unknown key; known here: {KNOWN}"),
    (changed("edition", ""), "edition: must be text that is not empty"),
    (changed("edition", 27922), "edition: must be text that is not empty"),
    (changed("version", "1"), "version: must be a whole number of at least 1, in at most 40 digits"),
    (changed("version", True), "version: must be a whole number of at least 1, in at most 40 digits"),
    (changed("version", 0), "version: must be a whole number of at least 1, in at most 40 digits"),
    (changed("clauses", []), "clauses: must be a JSON object"),
    (changed("findings", None), "findings: must be a JSON object"),
    # clauses and points
    (changed("clauses", "5.1.1.1", 2), "clauses.5.1.1.1: must be a JSON object"),
    (changed("clauses", "5.1.1.1", {}), "clauses.5.1.1.1.points: the key is missing"),
    (
        changed("clauses", "5.1.1.1", "weight", 1),
        "clauses.5.1.1.1.weight: unknown key; known here: points",
    ),
    *(
        (changed("clauses", "5.1.1.1", "points", wrong), f"clauses.5.1.1.1.points: {POINTS}")
        for wrong in (0, -2, "0", "-2", "2,5", "", " 2", "1/2", "1e3", "٢", True, None, [], {}, 10**40, "9" * 41)
    ),
    (changed("clauses", {str(code): {"points": 1} for code in range(1001)}), "clauses: must be at most 1000"),
    # unknown and missing clauses
    (changed("findings", "5.1.4.2", REMOVE), "findings.5.1.4.2: the clause has no finding"),
    (changed("findings", "5.9.9.9", {"outcome": "met"}), "findings.5.9.9.9: there is no such clause in clauses"),
    # findings
    (changed("findings", "5.1.1.1", "met"), "findings.5.1.1.1: must be a JSON object"),
    (changed("findings", "5.1.1.1", {}), "findings.5.1.1.1.outcome: the key is missing"),
    *(
        (
            changed("findings", "5.1.1.1", "outcome", wrong),
            "findings.5.1.1.1.outcome: must be one of met, not_met, sampled, excluded",
        )
        for wrong in ("MET", "", None, True, 1, ["met"])
    ),
    (
        changed("findings", "5.1.1.1", "drawn", 1),
        "findings.5.1.1.1.drawn: unknown key; known here: outcome",
    ),
    (
        changed("findings", "5.1.2.2", "reason", "x"),
        "findings.5.1.2.2.reason: unknown key; known here: outcome, drawn, failed",
    ),
    (changed("findings", "5.1.2.2", "failed", REMOVE), "findings.5.1.2.2.failed: the key is missing"),
    (changed("findings", "5.1.2.2", "drawn", REMOVE), "findings.5.1.2.2.drawn: the key is missing"),
    (changed("findings", "5.1.2.2", "failed", 21), "findings.5.1.2.2.failed: must not be more than were drawn"),
    *(
        (changed("findings", "5.1.2.2", "drawn", wrong), f"findings.5.1.2.2.drawn: {DRAWN}")
        for wrong in (0, -20, True, 20.0, 20.5, "20", None, [20], 10**40)
    ),
    *(
        (changed("findings", "5.1.2.2", "failed", wrong), f"findings.5.1.2.2.failed: {FAILED}")
        for wrong in (-1, True, False, 3.0, "3", None, {})
    ),
    (changed("findings", "5.2.3.3", "reason", REMOVE), "findings.5.2.3.3.reason: the key is missing"),
    *(
        (changed("findings", "5.2.3.3", "reason", wrong), "findings.5.2.3.3.reason: must be text that is not empty")
        for wrong in ("", " \n", None, 1, True)
    ),
    # outside the clauses
    (changed("special_deductions", None), "special_deductions: must be a list"),
    (changed("special_deductions", 1), "special_deductions: must be a list"),
    (changed("special_deductions", 0, "law"), "special_deductions.0: must be a JSON object"),
    (
        changed("special_deductions", 0, "ground", "weather"),
        "special_deductions.0.ground: must be one of law, own_rules, trade_need, system_operation",
    ),
    (changed("special_deductions", 0, "text", ""), "special_deductions.0.text: must be text that is not empty"),
    (changed("special_deductions", 0, "text", REMOVE), "special_deductions.0.text: the key is missing"),
    (
        changed("special_deductions", 0, "points", 2),
        "special_deductions.0.points: unknown key; known here: ground, text",
    ),
    (changed("bonus", 1), "bonus: must be a JSON object"),
    (changed("bonus", True), "bonus: must be a JSON object"),
    (changed("bonus", {}), "bonus.text: the key is missing"),
    (changed("bonus", {"text": " "}), "bonus.text: must be text that is not empty"),
    (changed("bonus", {"text": "a", "points": 2}), "bonus.points: unknown key; known here: text"),
    (changed("bonus", [{"text": "a"}, {"text": "b"}]), "bonus: at most 1 special bonus can be given, not 2"),
    # nothing applicable
    (
        changed("clauses", {}) | {"findings": {}},
        "findings: no clause is applicable, so there is nothing to score",
    ),
    (
        ISSUE_SHEET | {"findings": {code: {"outcome": "excluded", "reason": "x"} for code in ISSUE_SHEET["clauses"]}},
        "findings: no clause is applicable, so there is nothing to score",
    ),
    # rule parameters
    (changed("rules", []), "rules: must be a JSON object"),
    (changed("rules", {"mercy": 1}), "rules.mercy: is not a rule that an edition can set"),
    (changed("rules", {"five_star": "x"}), "rules.five_star: must be written in plain digits, such as 2 or 2.5"),
    (changed("qualified_for_a_year", 1), "qualified_for_a_year: must be true or false"),
]


@pytest.mark.parametrize(("sheet", "line"), INVALID)
def test_an_invalid_sheet_is_refused_in_one_line_that_names_the_place(sheet, line):
    assert_refused(scoring("evaluate", "-", text=json.dumps(sheet)), line)


BROKEN = [
    ("", "sheet: is not JSON at line 1, column 1: Expecting value"),
    ("{", "sheet: is not JSON at line 1, column 2: Expecting property name enclosed in double quotes"),
    ("{}\n{}", "sheet: is not JSON at line 2, column 1: Extra data"),
    (b"\xff\xfe{\x00}\x00", "sheet: is not UTF-8 text (byte 1)"),
    (b'{"edition": "\xb1\xea"}', "sheet: is not UTF-8 text (byte 14)"),
    ("[" * 200_000, "sheet: is nested too deeply to be a score sheet"),
    ('{"bonus": ' * 100_000, "sheet: is nested too deeply to be a score sheet"),
    (SHEET_TEXT.replace('"version": 1', '"version": 1, "version": 2'), "version: the key is given twice"),
    (
        SHEET_TEXT.replace('"drawn": 20', '"drawn": 10, "drawn": 20'),
        "findings.5.1.2.2.drawn: the key is given twice",
    ),
    (
        SHEET_TEXT.replace('"5.1.4.2": {"outcome"', '"5.1.1.1": {"outcome": "met"}, "5.1.4.2": {"outcome"'),
        "findings.5.1.1.1: the key is given twice",
    ),
    (SHEET_TEXT.replace('"failed": 3', '"failed": NaN'), f"findings.5.1.2.2.failed: {FAILED}"),
    (SHEET_TEXT.replace('"drawn": 20', '"drawn": Infinity'), f"findings.5.1.2.2.drawn: {DRAWN}"),
    (SHEET_TEXT.replace('"drawn": 20', f'"drawn": {"9" * 10_000}'), f"findings.5.1.2.2.drawn: {DRAWN}"),
    (SHEET_TEXT.replace('"points": 89', '"points": -Infinity'), f"clauses.5.1.1.1.points: {POINTS}"),
    (SHEET_TEXT.replace('"points": 89', '"points": 1e999999999'), f"clauses.5.1.1.1.points: {POINTS}"),
    (SHEET_TEXT.replace('"points": 89', '"points": "1e999999999"'), f"clauses.5.1.1.1.points: {POINTS}"),
    (SHEET_TEXT.replace('"points": 89', f'"points": {"9" * 10_000}'), f"clauses.5.1.1.1.points: {POINTS}"),
    (SHEET_TEXT.replace('"points": 89', f'"points": 0.{"1" * 10_000}'), f"clauses.5.1.1.1.points: {POINTS}"),
    ('{"a\\nb\\ud800\\u0007": 1}', f"a\\nb\\ud800\\x07: unknown key; known here: {KNOWN}"),
    (json.dumps({"x" * 9999: 1}), f"{'x' * 60}...: unknown key; known here: {KNOWN}"),
    ('{"": 1}', f'"": unknown key; known here: {KNOWN}'),
]


@pytest.mark.parametrize(("text", "line"), BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_clean_json_is_refused_in_one_line(text, line):
    assert_refused(scoring("evaluate", "-", text=text), line)


def test_a_byte_order_mark_does_no_harm():
    done = scoring("evaluate", "-", text=b"\xef\xbb\xbf" + SHEET_TEXT.encode())

    assert (done.returncode, json.loads(done.stdout)) == (0, ISSUE_OUTPUT)


def test_files_that_cannot_be_read(tmp_path):
    large = tmp_path / "large.json"
    large.write_bytes(b" " * (1024 * 1024 + 1))

    assert_refused(scoring("evaluate", "no-such-sheet.json"), "no-such-sheet.json: No such file or directory")
    assert_refused(scoring("evaluate", "scoring"), "scoring: Is a directory")
    assert_refused(scoring("evaluate", str(large)), f"{large}: is larger than 1 MiB, which no score sheet is")
    assert_refused(scoring("evaluate", "two\nlines.json"), "two\\nlines.json: No such file or directory")
    assert_refused(scoring("evaluate", ""), '"": Is a directory')


@pytest.mark.parametrize("arguments", [[], ["evaluate"], ["evaluate", "a", "b"], ["judge", "a"], ["--version"]])
def test_a_wrong_call_is_told_the_right_one(arguments):
    assert_refused(scoring(*arguments), USAGE)


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_help(word):
    done = scoring(word)

    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, f"{USAGE}\n", b"")


def test_an_output_that_cannot_be_written_leaves_no_traceback():
    with Path("/dev/full").open("wb") as full:
        done = scoring("evaluate", "-", text=SHEET_TEXT, stdout=full)

    assert (done.returncode, done.stderr) == (2, b"standard output: No space left on device\n")


def test_a_reader_that_went_away_leaves_no_traceback():
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = scoring("evaluate", "-", text=SHEET_TEXT, stdout=writing)
    finally:
        os.close(writing)

    assert (done.returncode, done.stderr) == (2, b"standard output: Broken pipe\n")
