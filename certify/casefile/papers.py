"""The papers beside the checklist, and what of it still needs a hand."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from applications.queries import Line, checklist
from certify.casefile.file import CaseFile


@dataclass(frozen=True)
class Filter:
    """One way to narrow the list; `key` stands in the address."""

    key: str
    label: str
    count: int


STAFF_FILTERS = (
    ("missing", _("Missing"), lambda line: line.is_missing),
    ("mend", _("To be corrected"), lambda line: line.is_marked_to_mend),
    ("unjudged", _("Without verdict"), lambda line: line.needs_verdict),
)
CLIENT_FILTERS = STAFF_FILTERS[:1]


def papers_of(file: CaseFile, query) -> dict:
    """The lines that `show` asks for, and how many each filter would leave. Verdicts are for staff."""
    lines = concerning(checklist(file.application), file)
    filters = STAFF_FILTERS if file.for_staff else CLIENT_FILTERS
    chosen = next((test for key, _label, test in filters if key == query.get("show")), None)
    return {
        "lines": [line for line in lines if chosen(line)] if chosen else lines,
        "total": len(lines),
        "filters": [Filter(key, label, sum(map(test, lines))) for key, label, test in filters],
        "shown": query.get("show") if chosen else "",
    }


def concerning(lines: list[Line], file: CaseFile) -> list[Line]:
    """Without the kinds that nobody asked for and nothing was handed in of."""
    return [line for line in lines if line.papers or line.is_compulsory or (file.for_staff and _on_record(line))]


def _on_record(line):
    return line.removed or line.verdict
