"""The list of applications and the worklists."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import declare_interest
from applications import queries
from tests.applications import cases
from tests.factories import OrganisationFactory, PersonFactory
from workflow import clock

pytestmark = pytest.mark.django_db
LIST = "/applications/"


def rows(answer):
    return [application.reference for application in answer.context["page"]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_staff_takes_as_many_queries_for_one_row_as_for_three(
    count, organisation, officer, browser_of, django_assert_num_queries
):
    for _ in range(count):
        cases.submitted(organisation)
    browser = browser_of(officer)
    with django_assert_num_queries(5):  # session, person, roles, count, rows
        answer = browser.get(LIST)
    assert len(rows(answer)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_an_applicant_takes_as_many_queries_for_one_row_as_for_three(
    count, organisation, applicant, browser_of, django_assert_num_queries
):
    for _ in range(count):
        cases.started(organisation)
    browser = browser_of(applicant)
    with django_assert_num_queries(5):
        answer = browser.get(LIST)
    assert len(rows(answer)) == count


def test_words_search_number_applicant_code_and_scope(organisation, officer, browser_of):
    mine = cases.submitted(organisation, scope="空调的安装与维修")
    other = cases.submitted(OrganisationFactory(name="上海家具有限公司", members=[PersonFactory()]))
    browser = browser_of(officer)
    for words, found in (
        (mine.reference[2:], {mine.reference}),
        ("诚信", {mine.reference}),
        ("chengxin", {mine.reference}),
        (organisation.uscc[3:], {mine.reference}),
        ("空调", {mine.reference}),
        ("家具", {other.reference}),
        ("无此内容", set()),
    ):
        assert set(rows(browser.get(LIST, {"q": words}))) == found, words


def test_a_state_narrows_and_an_unknown_one_does_not(organisation, officer, browser_of):
    submitted, returned = cases.submitted(organisation), cases.returned(organisation)
    browser = browser_of(officer)
    assert rows(browser.get(LIST, {"state": "returned"})) == [returned.reference]
    assert set(rows(browser.get(LIST, {"state": "nonsense"}))) == {submitted.reference, returned.reference}


def test_sorting_both_ways_and_newest_first_without(organisation, applicant, browser_of):
    first, second = cases.started(organisation), cases.started(organisation)
    browser = browser_of(applicant)
    newest_first = [second.reference, first.reference]
    assert rows(browser.get(LIST)) == newest_first
    assert rows(browser.get(LIST, {"sort": "reference"})) == newest_first[::-1]
    assert rows(browser.get(LIST, {"sort": "-reference"})) == newest_first
    assert rows(browser.get(LIST, {"sort": "organisation__uscc"})) == newest_first


def test_pages_of_twenty_five(organisation, applicant, browser_of):
    cases.reference_data()
    from applications.actions import start_draft

    for _ in range(26):
        start_draft(organisation, by=applicant)
    browser = browser_of(applicant)
    assert len(rows(browser.get(LIST))) == 25
    assert len(rows(browser.get(LIST, {"page": 2}))) == 1
    assert len(rows(browser.get(LIST, {"page": "x"}))) == 25


def test_an_empty_list_says_what_to_do(applicant, organisation, officer, browser_of):
    page = browser_of(applicant).get(LIST).content.decode()
    assert "You have no application yet" in page
    assert reverse("start_application") in page
    assert "No application has been submitted yet" in browser_of(officer).get(LIST).content.decode()
    assert "No application fits" in browser_of(officer).get(LIST, {"q": "x"}).content.decode()


def test_clients_read_their_words_of_a_state_and_staff_theirs(organisation, applicant, officer, browser_of):
    cases.submitted(organisation)
    client_page = browser_of(applicant).get(LIST).content.decode()
    assert "Submitted: the market department is reviewing it" in client_page
    staff_page = browser_of(officer).get(LIST).content.decode()
    assert "To be reviewed" in staff_page
    assert "is reviewing it" not in staff_page


# --- worklists --------------------------------------------------------------------------------------------------------


def test_worklists_hold_what_waits_for_each_department(organisation, applicant):
    made = {
        name: getattr(cases, name)(organisation)
        for name in (
            "started",
            "submitted",
            "returned",
            "offered",
            "agreed",
            "evaluating",
            "clarifying",
            "evaluated",
        )
    }
    assert list(queries.applications_to_review()) == [made["submitted"]]
    assert list(queries.evaluations_to_start()) == [made["agreed"]]
    assert list(queries.evaluations_to_finish()) == [made["evaluating"]]
    assert list(queries.applications_ready_to_plan()) == [made["evaluated"]]
    assert list(queries.drafts_of(applicant)) == [made["started"], made["returned"]]


def test_a_worklist_leaves_out_clients_of_interest(organisation, officer):
    cases.submitted(organisation)
    assert queries.applications_to_review(officer).count() == 1
    declare_interest(officer, organisation, kind="employed", note="x", until=clock.today())
    assert queries.applications_to_review(officer).count() == 0


def test_since_is_when_the_present_state_began(organisation):
    begun = timezone.make_aware(datetime.datetime(2026, 1, 5, 9, 0))
    with clock.pretend(begun):
        cases.draft(organisation)
    with clock.pretend(begun + datetime.timedelta(days=2)):
        submitted = cases.submitted(organisation)
    assert queries.applications_to_review().get(pk=submitted.pk).since == begun + datetime.timedelta(days=2)
    assert queries.drafts_of(organisation.people.get()).get().since == begun


def test_audiences_are_the_free_people_of_the_department(
    organisation, applicant, officer, audit_manager, django_assert_num_queries
):
    free = PersonFactory(roles=["officer"])
    declare_interest(officer, organisation, kind="relative", note="x")
    application = cases.started(organisation)
    with django_assert_num_queries(1):
        assert queries.market_department(application) == [free]
    assert queries.audit_department(application) == [audit_manager]
    assert list(queries.client_people(application)) == [applicant]
