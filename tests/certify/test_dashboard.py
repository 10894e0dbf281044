"""The page of the overview and its files: words, pictures, tables, choices in the address; no vote, and no name too many."""

import csv
import io
import re
from datetime import date
from xml.etree import ElementTree

import pytest

from tests.applications import cases as applications
from tests.certificates import cases as certificates
from tests.certify.test_overview import LOST, TODAY, company, on
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
HOSTILE = "=1+1<script>alert(1)</script>公司"
TABLES = ("late", "pipeline", "granted", "surveillance", "levels", "clauses")
QUERIES = 21


@pytest.fixture
def read(manager, client_of):
    """The page as the manager reads it in English."""
    manager.language = "en"
    manager.save(update_fields=["language"])
    browser = client_of(manager)
    return lambda query="": browser.get(f"/dashboard/{query}").content.decode()


def rows_of(answer):
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"), newline="")))


def pictures(page):
    return re.findall(r'<svg [^>]*class="chart".*?</svg>', page, re.DOTALL)


def test_an_empty_house_has_every_picture_but_the_one_that_needs_sheets(read):
    page = read()
    assert "Nothing is late" in page
    assert "No audit was decided in this period" in page
    assert len(pictures(page)) == 4


def test_pictures_are_well_formed_named_and_have_their_table(read, manager):
    with on(TODAY):
        certificates.granted(company(), manager=manager, findings={"5.1.1.1": LOST})
        page = read()
    found = [ElementTree.fromstring(each) for each in pictures(page)]  # noqa: S314  (our own text)
    assert [root[0].text for root in found] == [
        "Cases at each step, by their time there",
        "Certificates granted and refused in the last 12 months",
        "Surveillance due and certificates that end, by month",
        "Certificates in force by level",
        "Share of points lost, by clause",
    ]
    assert all(root.get("role") == "img" and root[1].text for root in found)
    assert page.count('<details class="dashboard-numbers">') == 5
    assert not re.search(r"\sstyle=|\son\w+=|<style", page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_hostile_name_is_text_in_page_and_file(read, manager, client_of):
    with on(date(2026, 6, 1)):
        case = applications.submitted(OrganisationFactory(name=HOSTILE, members=[PersonFactory()]))
    with on(TODAY):
        page = read()
        [head, row] = rows_of(client_of(manager).get("/dashboard/late.csv"))
    assert "<script>alert" not in page
    assert "=1+1&lt;script&gt;alert(1)&lt;/script&gt;公司" in page
    assert row == [
        f"'{HOSTILE}", case.reference, "Application · To be reviewed", "Market department", "Our aim", "2026-06-06", "9",
    ]  # fmt: skip
    assert len(head) == 7


def test_choices_and_open_tables_stay_in_the_address(read):
    page = read("?numbers=1&period=all&order=companies")
    assert page.count('<details class="dashboard-numbers" open>') == 4
    assert 'href="?numbers=1&amp;order=companies&amp;period=year#clauses"' in page
    assert 'href="/dashboard/granted.csv?numbers=1&amp;period=all&amp;order=companies"' in page
    assert 'href="?period=all&amp;order=companies"' in page  # closes them again


def test_more_than_ten_late_cases_are_shown_on_demand(read):
    with on(date(2026, 6, 1)):
        for _number in range(11):
            applications.submitted(company())
    with on(TODAY):
        short, full = read(), read("?late=all")
    assert "11 cases are beyond our own aims" in short
    assert (short.count('<td class="num" data-label="Days late">'), "Show all 11 late cases" in short) == (10, True)
    assert (full.count('<td class="num" data-label="Days late">'), "Show all 11 late cases" in full) == (11, False)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_table_is_a_file(manager, client_of, kind):
    browser = client_of(manager)
    for name in TABLES:
        answer = browser.get(f"/dashboard/{name}.{kind}")
        assert answer.status_code == 200
        assert answer["Content-Disposition"] == f'attachment; filename="certify-{name}.{kind}"'
    assert browser.get(f"/dashboard/nothing.{kind}").status_code == 404
    assert browser.get("/dashboard/late.pdf").status_code == 404


def test_the_files_are_for_managers_and_the_committee(client_of, manager, member, officer, auditor, applicant, client):
    people = {manager: 200, member: 200, officer: 403, auditor: 403, applicant: 403}
    assert {person: client_of(person).get("/dashboard/late.csv").status_code for person in people} == people
    assert client.get("/dashboard/late.csv").status_code == 302


def test_the_committee_reads_neither_votes_nor_companies_behind_lost_points(manager, members, client_of):
    with on(date(2026, 6, 1)):
        holder = certificates.granted(company(), manager=manager, findings={"5.1.1.1": LOST}, members=members)
        waiting = certificates.voted(company(), positions=["refuse"], members=members)
    with on(TODAY):
        page = client_of(members[2]).get("/dashboard/?numbers=1").content.decode()
        clauses = str(rows_of(client_of(members[2]).get("/dashboard/clauses.csv")))
    assert waiting.reference in page  # late by our aim, and no more is said of it
    assert certificates.REASON not in page
    assert members[0].name not in page.split('id="clauses"')[0]
    assert holder.organisation.name not in page
    assert holder.organisation.name not in clauses


def test_the_number_of_queries_does_not_grow_with_the_cases(manager, client_of, django_assert_num_queries):
    browser = client_of(manager)
    for more in (1, 2):
        with on(date(2026, 6, 1)):
            for _number in range(more):
                applications.submitted(company())
                certificates.granted(company(), manager=manager, findings={"5.1.1.1": LOST})
        with on(TODAY):
            browser.get("/dashboard/")  # content types are remembered from here on
            with django_assert_num_queries(QUERIES):
                browser.get("/dashboard/")
