"""Pages of an audit: who sees what, and how many queries a list takes."""

import pytest
from django.urls import reverse

from audits import actions
from audits.models import Audit, CorrectiveAction
from tests.applications import cases as applications
from tests.audits import cases
from tests.audits.pages import file_url, page, warmed
from tests.factories import AuditorFactory, OrganisationFactory
from workflow.engine import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
OF_THE_AUDIT = [
    "audit", "audit_plan", "audit_team", "declaration", "objection", "close_visit", "raise_nonconformity",
    "answer_plan_objection",
]  # fmt: skip


# --- who sees what ----------------------------------------------------------------------------------------------------


def test_strangers_are_told_that_there_is_no_such_page(organisation, applicant, auditor, stranger, browse):
    audit = cases.rectifying(organisation, leader=auditor, nonconformities=["minor"])
    cases.answer(audit.nonconformities.get())
    file = CorrectiveAction.objects.get().files.get()
    for person in (stranger, AuditorFactory()):
        browser = browse(person)
        for name in OF_THE_AUDIT:
            page(browser, name, audit.reference, status=404)
        page(browser, "nonconformity", audit.nonconformities.get().reference, status=404)
        page(browser, "corrective_file", audit.nonconformities.get().reference, file.pk, status=404)
        assert audit.reference not in page(browser, "audits")
    assert b"%PDF" in b"".join(browse(applicant).get(file_url(file)).streaming_content)


def test_a_client_sees_nothing_while_the_audit_is_first_planned(prepared, applicant, browse):
    browser = browse(applicant)
    page(browser, "audit", prepared.reference, status=404)
    assert prepared.reference not in page(browser, "audits")


def test_a_client_reads_the_plan_and_the_team_once_they_are_sent(proposed, applicant, audit_manager, browse):
    browser = browse(applicant)
    text = page(browser, "audit", proposed.reference)
    for words in (
        "Agree to the plan or object",
        "总部",
        "朝阳服务站",
        "opening meeting",
        "吴审查",
        "郑审查",
        "team leader",
    ):
        assert words in text
    assert "周审核" not in text  # who planned is named by the role alone
    perform(proposed, "object", by=applicant, note="正值盘点。")
    cases.plan(proposed, by=audit_manager, days=4)
    text = page(browser, "audit", proposed.reference)
    assert "We are changing the plan" in text
    for words in ("总部", "吴审查", "Sites to be visited", "What the client"):
        assert words not in text


def test_explanations_of_an_interest_are_for_the_audit_department_alone(
    organisation, applicant, auditor, other_auditor, audit_manager, browse
):
    audit = cases.on_site(organisation, leader=auditor, members=[other_auditor], audit_manager=audit_manager)
    actions.declare(audit, by=other_auditor, kind="relative", explanation="妻子在该公司财务部。")
    assert "妻子在该公司财务部。" not in page(browse(applicant), "audit", audit.reference)
    assert "妻子在该公司财务部。" in page(browse(audit_manager), "audit_team", audit.reference)
    page(browse(other_auditor), "audit", audit.reference, status=404)


def test_a_client_sees_what_was_found_after_the_closing_meeting(on_site, applicant, auditor, browse):
    raised = actions.raise_nonconformity(on_site, by=auditor, kind="minor", clause="5.1.1.1", text="工单无签字。")
    cases.score(on_site, by=auditor)
    browser = browse(applicant)
    assert "工单无签字。" not in page(browser, "audit", on_site.reference)
    page(browser, "nonconformity", raised.reference, status=404)
    perform(on_site, "close_visit", by=auditor)
    assert "工单无签字。" in page(browser, "audit", on_site.reference)
    text = page(browser, "nonconformity", raised.reference)
    assert "30 days left" in text
    assert "Your corrective action" in text
    assert "吴审查" not in text


def test_pages_of_work_are_closed_to_those_who_may_only_look(
    on_site, applicant, officer, auditor, audit_manager, browse
):
    for person, closed in (
        (officer, ["audit_plan", "audit_team", "objection", "close_visit", "raise_nonconformity"]),
        (applicant, ["audit_plan", "audit_team", "close_visit", "raise_nonconformity", "answer_plan_objection"]),
        (auditor, ["audit_plan", "audit_team", "objection"]),
        (audit_manager, ["objection", "close_visit", "raise_nonconformity"]),
    ):
        for name in closed:
            page(browse(person), name, on_site.reference, status=403)
    page(browse(officer), "declaration", on_site.reference, status=404)


def test_every_role_can_read_a_finished_case_in_both_languages(
    organisation, applicant, auditor, audit_manager, officer, member, manager, browse
):
    audit = cases.reported(
        organisation, leader=auditor, audit_manager=audit_manager, nonconformities=["minor"], specials=["law"]
    )
    references = [nonconformity.reference for nonconformity in audit.nonconformities.all()]
    for person in (applicant, auditor, audit_manager, officer, member, manager):
        for language in ("zh-hans", "en"):
            browser = browse(person, language)
            assert audit.reference in page(browser, "audits")
            page(browser, "audit", audit.reference)
            for reference in references:
                page(browser, "nonconformity", reference)


# --- lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["applicant", "audit_manager"])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    request, person, applicant, audit_manager, auditor, other_auditor, browse, django_assert_num_queries
):
    team = {"leader": auditor, "members": [other_auditor], "audit_manager": audit_manager}
    organisations = [OrganisationFactory(members=[applicant]) for _each in range(6)]
    reader = request.getfixturevalue(person)
    browser = warmed(browse(reader))
    expected = {"applicant": 6, "audit_manager": 7}[person]
    for number in (1, 3):
        while Audit.objects.count() < number:
            cases.proposed(organisations.pop(), **team)
            applications.evaluated(organisations.pop(), audit_manager=audit_manager)
        with django_assert_num_queries(expected):
            text = page(browser, "audits")
        assert sum(audit.reference in text for audit in Audit.objects.all()) == number
        assert text.count("Open the audit file") == (number if person == "audit_manager" else 0)


def test_a_case_takes_as_many_queries_with_three_nonconformities_as_with_one(
    organisation, auditor, audit_manager, browse, django_assert_num_queries
):
    audit = cases.rectifying(organisation, leader=auditor, audit_manager=audit_manager, nonconformities=["minor"])
    browser = warmed(browse(audit_manager))
    with django_assert_num_queries(24):
        page(browser, "audit", audit.reference)
    for _each in range(2):
        actions.raise_nonconformity(audit, by=auditor, kind="minor", clause="5.1.1.1", text="又一处。")
    with django_assert_num_queries(24):
        page(browser, "audit", audit.reference)


def test_the_team_page_takes_as_many_queries_for_three_candidates_as_for_one(
    organisation, audit_manager, browse, django_assert_num_queries
):
    audit = cases.planning(organisation, audit_manager=audit_manager)
    browser = warmed(browse(audit_manager))
    for number in (1, 3):
        people = [AuditorFactory(name=f"候选人{number}{each}") for each in range(number)]
        with django_assert_num_queries(13):
            text = page(browser, "audit_team", audit.reference)
        assert all(person.name in text for person in people)


def test_the_list_is_searched_filtered_sorted_and_paged(applicant, audit_manager, auditor, other_auditor, browse):
    team = {"leader": auditor, "members": [other_auditor], "audit_manager": audit_manager}
    first = cases.planning(OrganisationFactory(name="甲电器公司", members=[applicant]), audit_manager=audit_manager)
    second = cases.proposed(OrganisationFactory(name="乙电梯公司", members=[applicant]), **team)
    browser = browse(audit_manager)

    def found(**query):
        text = browser.get(reverse("audits"), query).content.decode()
        places = {audit.reference: text.find(f">{audit.reference}<") for audit in (first, second)}
        return [reference for reference, place in sorted(places.items(), key=lambda each: each[1]) if place >= 0]

    assert found() == [second.reference, first.reference]
    assert found(sort="reference") == [first.reference, second.reference]
    assert found(sort="-reference") == [second.reference, first.reference]
    assert found(sort="nonsense; drop") == [second.reference, first.reference]
    assert found(q="乙电梯") == [second.reference]
    assert found(q=first.application.reference) == [first.reference]
    assert found(state="planning") == [first.reference]
    assert found(state="nonsense") == [second.reference, first.reference]
    assert found(q="丙", page="99") == []
    assert found(page="nonsense") == [second.reference, first.reference]
