"""A table as a file that offices open: CSV for any program, a workbook for the rest.

Cells are text, whole numbers, decimals, dates, moments or nothing. Text stays text: what begins like a formula is no formula
when it is opened, whoever typed it.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the fullwidth ones too
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # a workbook cannot hold them
LONGEST = 32767  # letters in a cell of a workbook
WIDEST = 60


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence]) -> HttpResponse:
    """The table as `name`.csv: UTF-8 with the mark that spreadsheet programs look for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in [head, *rows]:
        writer.writerow([_inert(_plain(cell)) for cell in row])
    return _download(f"{name}.csv", CSV, "\ufeff".encode() + out.getvalue().encode())


def xlsx_response(name: str, head: Sequence[str], rows: Iterable[Sequence]) -> HttpResponse:
    """The table as `name`.xlsx: numbers as numbers, dates as dates, the head fixed."""
    rows = [[_plain(cell) for cell in row] for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    for at, words in enumerate(head, start=1):
        longest = max([len(str(words)), *(len(str(row[at - 1])) for row in rows)])
        # A Chinese character is two wide; half as much again suits both scripts.
        sheet.column_dimensions[get_column_letter(at)].width = min(WIDEST, longest * 1.6 + 2)
    sheet.append([_cell(sheet, str(words), bold=True) for words in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return _download(f"{name}.xlsx", XLSX, out.getvalue())


def _plain(cell):
    """The value as a file can hold it: moments by the clock on the wall, words without what cannot be printed."""
    if isinstance(cell, datetime):
        local = timezone.localtime(cell) if timezone.is_aware(cell) else cell
        return local.replace(tzinfo=None, microsecond=0)
    if cell is None or isinstance(cell, int | Decimal) or hasattr(cell, "isoformat"):
        return cell
    return UNPRINTABLE.sub("", str(cell))[:LONGEST]


def _inert(value):
    """Text that a program would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _cell(sheet, value, *, bold=False):
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _download(filename, kind, content):
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{filename}"'}
    )
