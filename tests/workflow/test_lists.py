"""Lists: what narrows and sorts them, and that a file holds exactly what the page shows."""

import csv
import datetime
import io

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.applications import cases
from tests.factories import OrganisationFactory, PersonFactory
from workflow import clock

pytestmark = pytest.mark.django_db
LIST = "/applications/"


@pytest.fixture
def officer(officer):
    officer.language = "en"
    officer.save(update_fields=["language"])
    return officer


@pytest.fixture
def dated(organisation):
    """Submitted 30, 3 and 0 days ago; the aim is five days."""
    found = []
    for days in (30, 3, 0):
        with clock.pretend(timezone.now() - datetime.timedelta(days=days)):
            found.append(cases.submitted(organisation))
    return found


def rows(answer):
    return [row.reference for row in answer.context["page"]]


def sheet(answer):
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return [list(row) for row in book.active.iter_rows(values_only=True)], book.active


def lines(answer):
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_late_ones_and_those_due_soon_are_one_choice_away(dated, officer, client_of):
    late, soon, fresh = (case.reference for case in dated)
    client = client_of(officer)
    assert rows(client.get(LIST, {"due": "late"})) == [late]
    assert rows(client.get(LIST, {"due": "week", "sort": "due"})) == [soon, fresh]
    assert rows(client.get(LIST, {"sort": "due"})) == [late, soon, fresh]
    assert rows(client.get(LIST, {"sort": "-due"})) == [fresh, soon, late]
    assert rows(client.get(LIST, {"due": "nonsense", "sort": "since"})) == [late, soon, fresh]


def test_an_aim_is_late_from_the_day_after_it(organisation, officer, client_of):
    made = timezone.make_aware(datetime.datetime(2026, 3, 2, 23, 30))  # a Monday, late in the evening
    with clock.pretend(made):
        case = cases.submitted(organisation)
    client = client_of(officer)
    for day, found in ((7, []), (8, [case.reference])):
        with clock.pretend(timezone.make_aware(datetime.datetime(2026, 3, day, 0, 1))):
            assert rows(client.get(LIST, {"due": "late"})) == found


def test_whose_move_it_is_narrows(organisation, officer, client_of):
    ours, theirs = cases.submitted(organisation), cases.returned(organisation)
    client = client_of(officer)
    assert rows(client.get(LIST, {"next": "ours"})) == [ours.reference]
    assert rows(client.get(LIST, {"next": "client"})) == [theirs.reference]


def test_the_page_says_how_many_and_which_way_it_is_sorted(dated, officer, client_of):
    page = client_of(officer).get(LIST, {"sort": "-since", "next": "ours"}).content.decode()
    assert "3 applications" in page
    assert page.count("aria-sort=") == 1
    assert 'aria-sort="descending"' in page
    assert 'href="?next=ours&amp;sort=since"' in page or 'href="?sort=since&amp;next=ours"' in page
    assert ">Clear<" in page


def test_what_was_typed_stays_in_the_bar(dated, officer, client_of):
    page = client_of(officer).get(LIST, {"q": '"><script>', "state": "submitted"}).content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;"' in page
    assert '<option value="submitted" selected>' in page


def test_a_workbook_holds_all_pages_as_narrowed_and_sorted(organisation, officer, client_of):
    for _ in range(2):
        cases.submitted(organisation)
    cases.returned(organisation)
    client = client_of(officer)
    asked = {"state": "submitted", "sort": "reference"}
    shown = rows(client.get(LIST, asked))
    answer = client.get(LIST, asked | {"format": "xlsx", "page": "7"})
    found, page = sheet(answer)
    assert [row[0] for row in found] == ["Number", *shown]
    assert found[0] == [
        "Number", "Applicant", "Scope", "State", "Next move by", "In state since", "Due by", "Kind of date",
        "Level aimed at", "Submitted",
    ]  # fmt: skip
    today = clock.today()
    assert found[1][1:] == [
        "北京诚信家电有限公司", found[1][2], "To be reviewed", "Market department", moment(today),
        moment(today + datetime.timedelta(days=5)), "aim", "Five-star", moment(today),
    ]  # fmt: skip
    assert page.freeze_panes == "A2"
    assert answer["Content-Disposition"] == f'attachment; filename="applications-{today}.xlsx"'
    assert answer["Cache-Control"] == "private, no-store"


def moment(day):
    return datetime.datetime.combine(day, datetime.time())


def test_csv_says_the_same(organisation, officer, client_of):
    first, second = cases.submitted(organisation), cases.submitted(organisation)
    found = lines(client_of(officer).get(LIST, {"sort": "-reference", "format": "csv"}))
    assert [row[0] for row in found] == ["Number", second.reference, first.reference]
    assert found[1][5] == clock.today().isoformat()


def test_a_file_is_in_the_language_of_the_reader(organisation, officer, client_of):
    cases.submitted(organisation)
    officer.language = "zh-hans"
    officer.save(update_fields=["language"])
    head = lines(client_of(officer).get(LIST, {"format": "csv"}))[0]
    assert head[0] == "编号"


def test_a_file_holds_nothing_that_the_person_may_not_see(organisation, applicant, stranger, client_of):
    mine, other = cases.started(organisation), cases.started(stranger.organisations.get())
    text = b"".join(client_of(applicant).get(LIST, {"format": "csv"}).streaming_content).decode()
    assert mine.reference in text
    assert other.reference not in text


def test_a_hostile_name_is_a_text_in_both_files(officer, client_of):
    OrganisationFactory(name='=HYPERLINK("http://evil.example")', members=[PersonFactory()])
    client = client_of(officer)
    assert lines(client.get("/organisations/", {"format": "csv"}))[1][0] == '\'=HYPERLINK("http://evil.example")'
    found, page = sheet(client.get("/organisations/", {"format": "xlsx"}))
    assert (found[1][0], page["A2"].data_type) == ('=HYPERLINK("http://evil.example")', "s")


def test_a_list_too_long_for_a_file_says_so_and_stays_a_page(organisation, officer, client_of, monkeypatch):
    from workflow.lists import pages

    cases.submitted(organisation)
    monkeypatch.setattr(pages, "MOST_ROWS", 0)
    answer = client_of(officer).get(LIST, {"format": "xlsx"})
    assert answer.status_code == 422
    assert "A file holds at most 0 rows" in answer.content.decode()


def test_an_unknown_format_is_a_page(organisation, officer, client_of):
    cases.submitted(organisation)
    assert client_of(officer).get(LIST, {"format": "exe"})["Content-Type"].startswith("text/html")
