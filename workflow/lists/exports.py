"""A list as a file: a workbook for offices, or CSV for programs. All rows that were found, and only those."""

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from workflow import clock

MOST_ROWS = 10_000
AT_ONCE = 500
FORMATS = ("xlsx", "csv")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# What a spreadsheet would take for a formula, the full-width signs of Chinese keyboards too.
FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]|^[\t\r\n]")
WIDTHS = {"title": 18, "date": 12, "since": 12, "due": 12, "deadline": 12, "number": 10}


def exported(listing, found, *, reader, kind):
    """The response that carries the file."""
    columns = listing.columns_for(reader, exported=True)
    rows = ([plain(each.value(row, reader)) for each in columns] for row in found.iterator(chunk_size=AT_ONCE))
    name = f"{listing.name}-{clock.today():%Y-%m-%d}.{kind}"
    if kind == "xlsx":
        answer = FileResponse(workbook(str(listing.title), columns, rows), content_type=XLSX)
    else:
        answer = StreamingHttpResponse(csv_lines([str(each.label) for each in columns], rows), content_type=CSV)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def plain(value):
    """A text, a number, a date or None: moments become the civil day in China, the rest its words."""
    if isinstance(value, datetime):
        return clock.day_of(value) if timezone.is_aware(value) else value.date()
    if value is None or isinstance(value, int | float | Decimal | date):
        return value
    return str(value)


def workbook(title, columns, rows):
    """An open file with one sheet: the headings stay in sight, and no text is ever taken for a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    for number, each in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(each.cell, 26)
    sheet.append([written(sheet, str(each.label), bold=True) for each in columns])
    for row in rows:
        sheet.append([written(sheet, value) for value in row])
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    book.save(file)
    file.seek(0)
    return file


def written(sheet, value, *, bold=False):
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = Font(bold=True)
    return cell


def csv_lines(head, rows):
    """The lines one after the other, behind the mark by which spreadsheets know UTF-8."""
    yield "\ufeff"
    yield line(head)
    for row in rows:
        yield line(row)


def line(row):
    out = io.StringIO()
    csv.writer(out).writerow([guarded(value) for value in row])
    return out.getvalue()


def guarded(value):
    """A text that begins like a formula gets an apostrophe before it, which spreadsheets read as “this is text”."""
    if isinstance(value, str) and FORMULA.search(value):
        return f"'{value}"
    return "" if value is None else value
