"""Tables as files: what offices open, and nothing that runs when they do."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from workflow.spreadsheets import csv_response, xlsx_response

HEAD = ("组织", "Days", "Points", "Day")
ROW = ('北京公司, "甲"', 3, Decimal("4.25"), date(2026, 5, 3))


def content(answer):
    """A file is sent once and read here as often as a test likes."""
    if not hasattr(answer, "kept"):
        answer.kept = b"".join(answer.streaming_content)
    return answer.kept


def csv_rows(answer):
    return list(csv.reader(io.StringIO(content(answer).decode("utf-8-sig"), newline="")))


def xlsx_cells(answer):
    return [list(row) for row in load_workbook(io.BytesIO(content(answer))).active.iter_rows()]


def test_csv_begins_with_the_mark_and_keeps_every_value():
    answer = csv_response("late", HEAD, [ROW, ("乙", None, Decimal(0), None)])
    assert content(answer).startswith(b"\xef\xbb\xbf")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="late.csv"',
    )
    assert csv_rows(answer) == [
        list(HEAD),
        ['北京公司, "甲"', "3", "4.25", "2026-05-03"],
        ["乙", "", "0", ""],
    ]


def test_a_workbook_keeps_numbers_as_numbers_and_dates_as_dates():
    answer = xlsx_response("late", HEAD, [ROW])
    assert answer["Content-Disposition"] == 'attachment; filename="late.xlsx"'
    head, row = xlsx_cells(answer)
    assert [cell.value for cell in head] == list(HEAD)
    assert [cell.value for cell in row] == ['北京公司, "甲"', 3, 4.25, datetime(2026, 5, 3)]
    assert head[0].font.bold


@pytest.mark.parametrize("hostile", [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://example.org")', "＝1+1", "=cmd|' /C calc'!A0",
])  # fmt: skip
def test_text_is_never_a_formula(hostile):
    [_head, [text, number, _points, _day]] = csv_rows(csv_response("t", HEAD, [(hostile, -1, None, None)]))
    assert (text, number) == (f"'{hostile}", "-1")
    [_head, row] = xlsx_cells(xlsx_response("t", HEAD, [(hostile, -1, None, None)]))
    assert (row[0].data_type, row[1].data_type, row[1].value) == ("s", "n", -1)
    assert row[0].value.replace("\r", "").strip() == hostile.replace("\r", "").strip()


def test_what_a_workbook_cannot_hold_is_left_out():
    [_head, row] = xlsx_cells(xlsx_response("t", ("a",), [("甲\x00\x0b乙\ud800",)]))
    assert row[0].value == "甲乙"
    assert csv_rows(csv_response("t", ("a",), [("甲\x00\ud800乙",)])) == [["a"], ["甲乙"]]


def test_a_moment_is_told_by_the_clock_in_china():
    moment = datetime(2026, 5, 3, 16, 30, tzinfo=UTC)
    assert csv_rows(csv_response("t", ("a",), [(moment,)]))[1] == ["2026-05-04 00:30:00"]
    assert xlsx_cells(xlsx_response("t", ("a",), [(moment,)]))[1][0].value == datetime(2026, 5, 4, 0, 30)


def test_a_table_without_rows_has_its_head():
    assert csv_rows(csv_response("t", HEAD, [])) == [list(HEAD)]
    assert [[cell.value for cell in row] for row in xlsx_cells(xlsx_response("t", HEAD, []))] == [list(HEAD)]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "＠x"])
def test_a_text_never_becomes_a_formula(words):
    assert csv_rows(csv_response("t", ("a",), [(words,)]))[1] == [f"'{words}"]


def test_numbers_and_plain_words_stay_as_they_are():
    values = (-1, 0, None, "a=b", "北京")
    assert csv_rows(csv_response("t", ("a",), [(value,) for value in values]))[1:] == [
        ["-1"],
        ["0"],
        [""],
        ["a=b"],
        ["北京"],
    ]
