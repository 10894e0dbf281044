"""What happened in a case, all its parts together."""

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator

from applications.models import PaperKind
from certificates.models import Decision
from certificates.queries import may_see_votes
from certify.casefile.file import CaseFile
from workflow.models import Event
from workflow.runs import in_runs

ROWS_PER_PAGE = 50
VOTING = ("vote",)
BEGINNINGS = {"open_file", "raise", "take_up", "issue"}  # change no state, yet something begins


def history_of(file: CaseFile, query) -> dict:
    """One page of the journal; `show=all` adds the deeds between the steps, `order=oldest` turns it round."""
    everything, oldest = query.get("show") == "all", query.get("order") == "oldest"
    events = events_of(file, everything=everything)
    rows = in_runs(events, _words_with(paper_titles(events)))
    page = Paginator(rows if oldest else rows[::-1], ROWS_PER_PAGE).get_page(query.get("page"))
    return {"page": page, "events": page.object_list, "everything": everything, "oldest": oldest}


def latest_steps(file: CaseFile, most=5) -> list[Event]:
    """The newest steps, for the overview."""
    return in_runs(events_of(file))[::-1][:most]


def events_of(file: CaseFile, *, everything=False) -> list[Event]:
    """The steps, or the journal rows of all deeds, of every part the reader may see, the oldest first, each with the address
    of its part. Clients read no internal deeds; who voted is hidden as long as the votes are."""
    cases = [file.application, *file.audits, *file.nonconformities, *file.decisions]
    cases += [file.certificate, *file.surveillances] if file.certificate else []
    rows = Event.objects.of(*cases)
    steps = rows.moves() | rows.filter(name__in=BEGINNINGS)
    events = (rows if everything else steps).select_related("case_type").order_by("pk")
    hidden = _hidden_votes(file)
    seen = [event for event in events if (event.case_type.model, event.case_id, event.name) not in hidden]
    shown = [event for event in seen if file.for_staff or not event.deed.internal]
    addresses = {(ContentType.objects.get_for_model(case).pk, case.pk): _address(case, file) for case in cases}
    for event in shown:
        event.url = addresses[event.case_type_id, event.case_id]
    return shown


def _hidden_votes(file):
    secret = [decision.pk for decision in file.decisions if not may_see_votes(file.reader, decision)]
    return {(Decision._meta.model_name, pk, name) for pk in secret for name in VOTING}


def _address(case, file):
    """Surveillances stand on the page of their certificate."""
    return (file.certificate if case in file.surveillances else case).get_absolute_url()


def paper_titles(events) -> dict[str, str]:
    """The titles of the lines of the checklist that the events are about, by their codes."""
    codes = {event.facts["paper"] for event in events if "paper" in event.facts}
    return {kind.code: kind.title for kind in PaperKind.objects.filter(code__in=codes)} if codes else {}


def _words_with(titles):
    def words(event):
        title = titles.get(event.facts.get("paper"))
        return " – ".join(part for part in (title, event.detail) if part)

    return words
