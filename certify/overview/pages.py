"""What the page of the overview shows: each part with picture, table, files and its choices as addresses."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from certify.overview.charts import CHARTS, Chart
from certify.overview.tables import SOURCES, Table, table
from certify.templatetags.ui.tables import address
from workflow.spreadsheets import csv_response, xlsx_response

FILES = {"csv": csv_response, "xlsx": xlsx_response}
LATE_SHOWN = 10


@dataclass(frozen=True)
class Part:
    """`anchor` is its place on the page, `files` are (kind, address) of its table."""

    anchor: str
    table: Table
    chart: Chart | None
    files: list[tuple[str, str]]


@dataclass(frozen=True)
class Choice:
    label: str
    url: str
    is_chosen: bool


def parts(overview, request) -> dict[str, Part]:
    """Every part by its name."""
    query = request.GET.urlencode()
    return {
        name: Part(
            anchor=name,
            table=table(overview, name),
            chart=CHARTS[name](overview) if name in CHARTS else None,
            files=[
                (kind, f"{reverse('dashboard_file', args=[name, kind])}{'?' if query else ''}{query}") for kind in FILES
            ],
        )
        for name in SOURCES
    }


def file_of(overview, name: str, kind: str):
    """The table as a file. Raises LookupError where there is no such table or kind."""
    answer, found = FILES[kind], table(overview, name)
    return answer(f"certify-{name}", found.head, found.rows)


def choices(overview, request) -> list[tuple[str, list[Choice]]]:
    """The choices of the points lost, each with its name; editions only where there are several."""
    losses = overview.losses
    found = [
        (
            _("Period"),
            _links(request, "period", losses.period, [("year", _("Last 12 months")), ("all", _("All years"))]),
        ),
        (
            _("Order"),
            _links(
                request,
                "order",
                losses.order,
                [("share", _("By points lost")), ("companies", _("By companies")), ("standard", _("By clause"))],
            ),
        ),
    ]
    if len(losses.editions) > 1:
        editions = [(str(each.pk), str(each)) for each in losses.editions]
        found.append((_("Edition"), _links(request, "edition", str(losses.edition.pk), editions)))
    return found


def _links(request, name, chosen, options):
    return [Choice(label, f"{address(request, **{name: value})}#clauses", value == chosen) for value, label in options]


def late_shown(overview, request) -> dict:
    """The first late cases, or all of them where the address says so."""
    is_all = bool(request.GET.get("late")) or len(overview.late) <= LATE_SHOWN
    return {
        "late_rows": overview.late if is_all else overview.late[:LATE_SHOWN],
        "late_url": "" if is_all else f"{address(request, late='all')}#late",
    }


def numbers_shown(request) -> dict:
    """Are the tables open, and the address that opens or closes all of them."""
    is_open = bool(request.GET.get("numbers"))
    return {"numbers_open": is_open, "numbers_url": address(request, numbers=None if is_open else "1")}
