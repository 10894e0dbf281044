"""A list as a file: a workbook for offices, or CSV for programs. All rows that were found, and only those."""

from datetime import datetime

from django.utils import timezone

from workflow import clock
from workflow.spreadsheets import csv_response, xlsx_response

MOST_ROWS = 10_000
AT_ONCE = 500
FORMATS = ("xlsx", "csv")
WIDTHS = {"title": 18, "date": 12, "since": 12, "due": 12, "deadline": 12, "number": 10}


def exported(listing, found, *, reader, kind):
    """The response that carries the file."""
    columns = listing.columns_for(reader, exported=True)
    rows = ([civil(each.value(row, reader)) for each in columns] for row in found.iterator(chunk_size=AT_ONCE))
    name, head = f"{listing.name}-{clock.today():%Y-%m-%d}", [str(each.label) for each in columns]
    if kind == "csv":
        return csv_response(name, head, rows)
    widths = [WIDTHS.get(each.cell, 26) for each in columns]
    return xlsx_response(name, head, rows, title=str(listing.title), widths=widths)


def civil(value):
    """Moments become the civil day in China, as the page shows them; the rest stays."""
    if isinstance(value, datetime):
        return clock.day_of(value) if timezone.is_aware(value) else value.date()
    return value
