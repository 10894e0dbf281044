"""The parts of a case file: which there are for a reader, and what stands in each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.permissions import reads_messages
from audits.permissions import is_on_its_team
from certify.casefile.audits import audits_of
from certify.casefile.documents import application_of, evaluation_part
from certify.casefile.file import CaseFile
from certify.casefile.history import history_of
from certify.casefile.money import money_of
from certify.casefile.overview import overview_of
from certify.casefile.papers import papers_of
from certify.casefile.people import people_of
from certify.casefile.rounds import rounds_of


def always(file):
    return True


def nothing(file, query):
    return {}


@dataclass(frozen=True)
class Part:
    """`is_there(file)` says whether the reader has it, `facts(file, query)` reads what its template shows."""

    key: str
    label: str
    icon: str
    facts: Callable[[CaseFile, dict], dict]
    is_there: Callable[[CaseFile], bool] = always

    @property
    def template(self):
        return f"casefile/{self.key}.html"


OVERVIEW = Part("overview", _("Overview"), "layout-dashboard", overview_of)
PARTS = (
    OVERVIEW,
    Part("application", _("Application"), "file-text", application_of),
    Part("papers", _("Papers"), "files", papers_of),
    Part("evaluation", _("Evaluation"), "file-search", evaluation_part),
    Part("audit", _("Audit"), "clipboard-check", audits_of, lambda file: bool(file.audits)),
    Part("decision", _("Decision"), "scale", rounds_of, lambda file: bool(file.decisions)),
    Part("certificate", _("Certificate"), "award", nothing, lambda file: bool(file.certificate)),
    Part("people", _("People"), "users", people_of),
    Part("money", _("Fees"), "banknote", money_of),
    Part("timeline", _("Timeline"), "history", history_of),
)


def parts_of(file: CaseFile) -> list[Part]:
    return [part for part in PARTS if part.is_there(file)]


def messages_address(file: CaseFile) -> str:
    """Where the reader finds the messages of the case: the audit team at its audit; nowhere who does not read them."""
    if reads_messages(file.reader, file.application):
        return reverse("application_messages", args=[file.application.reference])
    if file.audit and is_on_its_team(file.reader, file.application):
        return reverse("audit_messages", args=[file.audit.reference])
    return ""
