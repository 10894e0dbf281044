"""The reference data as shipped: checklist of papers, audit-day table, tariff. What the body has edited stays as it is."""

import tomllib
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from applications.models import AuditDayRow, FeeItem, PaperKind

FOLDER = Path(__file__).parents[1] / "reference"


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Add what is not there yet and return how many rows of each table were added.

    A kind of paper or a fee is known by its code. The audit-day table is taken as a whole, and only where it is empty:
    its rows are known by nothing but the figures that the body may have changed.
    """
    papers = tomllib.loads((FOLDER / "papers.toml").read_text("utf-8"))["papers"]
    tariff = tomllib.loads((FOLDER / "tariff.toml").read_text("utf-8"))
    return {
        "papers": _add_papers(papers),
        "audit_days": _add_days(tariff["audit_days"]),
        "fees": _add_fees(tariff["fees"]),
    }


def _add_papers(rows):
    return sum(
        PaperKind.objects.get_or_create(code=row["code"], defaults=row | {"order": order * 10})[1]
        for order, row in enumerate(rows, start=1)
    )


def _add_days(rows):
    if AuditDayRow.objects.exists():
        return 0
    return len([AuditDayRow.objects.create(up_to=row["up_to"], days=Decimal(row["days"])) for row in rows])


def _add_fees(rows):
    return sum(
        FeeItem.objects.get_or_create(code=row["code"], defaults=row | {"amount": Decimal(row["amount"])})[1]
        for row in rows
    )
