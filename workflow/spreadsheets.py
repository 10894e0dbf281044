"""A table as a file that offices open: CSV for any program, a workbook for the rest.

Cells are text, numbers, dates, moments or nothing. Text stays text: what begins like a formula is no formula when it is
opened, whoever typed it.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from tempfile import TemporaryFile

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet would take for a formula, the full-width signs of Chinese keyboards too.
FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]|^[\t\r\n]")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # a workbook cannot hold them
NO_TITLE = re.compile(r"[\[\]:*?/\\]")  # what the name of a sheet cannot hold
LONGEST = 32767  # letters in a cell of a workbook
WIDEST = 60


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence]) -> HttpResponse:
    """The table as `name`.csv, sent line by line."""
    return _download(StreamingHttpResponse(csv_lines(head, rows), content_type=CSV), f"{name}.csv")


def xlsx_response(
    name: str, head: Sequence[str], rows: Iterable[Sequence], *, title: str = "", widths: Sequence[float] = ()
) -> HttpResponse:
    """The table as `name`.xlsx: numbers as numbers, dates as dates, the head fixed. `widths` are in letters; without them the
    rows are read twice to find out."""
    if not widths:
        rows = [list(row) for row in rows]
        widths = [_width([words, *(row[at] for row in rows)]) for at, words in enumerate(head)]
    book = _workbook(title or name, head, rows, widths)
    return _download(FileResponse(book, content_type=XLSX), f"{name}.xlsx")


def csv_lines(head, rows) -> Iterator[str]:
    """The lines one after the other, behind the mark by which spreadsheets know UTF-8."""
    yield "\ufeff"
    yield _line(head)
    for row in rows:
        yield _line(row)


def _line(row):
    out = io.StringIO(newline="")
    csv.writer(out).writerow([_inert(_plain(cell)) for cell in row])
    return out.getvalue()


def _workbook(title, head, rows, widths):
    """An open file with one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(NO_TITLE.sub(" ", title)[:31])
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, str(words), bold=True) for words in head])
    for row in rows:
        sheet.append([_cell(sheet, _plain(value)) for value in row])
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    book.save(file)
    file.seek(0)
    return file


def _width(column):
    """A Chinese character is two wide; half as much again suits both scripts."""
    return min(WIDEST, max(len(str(_plain(cell))) for cell in column) * 1.6 + 2)


def _plain(cell):
    """The value as a file can hold it: moments by the clock on the wall, words without what cannot be printed."""
    if isinstance(cell, datetime):
        local = timezone.localtime(cell) if timezone.is_aware(cell) else cell
        return local.replace(tzinfo=None, microsecond=0)
    if cell is None or isinstance(cell, int | float | Decimal) or hasattr(cell, "isoformat"):
        return cell
    return UNPRINTABLE.sub("", str(cell))[:LONGEST]


def _inert(value):
    """A text that begins like a formula gets an apostrophe before it, which spreadsheets read as “this is text”."""
    if isinstance(value, str) and FORMULA.search(value):
        return f"'{value}"
    return value


def _cell(sheet, value, *, bold=False):
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif hasattr(value, "isoformat") and not isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _download(response, filename):
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
