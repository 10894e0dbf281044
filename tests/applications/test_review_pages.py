"""The officer's review page: saved line by line, with the sentences that stand in the way beside the buttons."""

import pytest
from django.urls import reverse

from accounts.actions import declare_interest
from applications import actions, queries
from applications.models import AuditDayRow
from tests.applications import cases
from tests.applications.proof import everything

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"accept": "application/json"}


@pytest.fixture
def application(organisation):
    return cases.submitted(organisation)


@pytest.fixture
def desk(browser_of, officer):
    return browser_of(officer)


def review_of(application):
    return reverse("application_review", args=[application.reference])


def paper_address(application, code="legal-status"):
    return reverse("judge_paper", args=[application.reference, code])


def condition_address(application, condition="legal_person"):
    return reverse("judge_condition", args=[application.reference, condition])


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_the_page_shows_papers_conditions_days_and_fee(desk, application):
    page = text_of(desk.get(review_of(application)))
    for words in (
        "Proof of legal status (business licence)",
        "legal-status.pdf",
        "The service system has run for at least 3 months.",
        "Audit days by the table",
        "¥25,000",
        "Accept and offer the agreement",
        "Fix audit days and fee first.",
    ):
        assert words in page


def test_a_verdict_saved_by_script_brings_the_steps_up_to_date(desk, application, officer):
    cases.review(application, by=officer)
    data = {"paper-legal-status-verdict": "mend", "paper-legal-status-note": "看不清。"}
    answer = desk.post(paper_address(application), data, headers=BY_SCRIPT)
    assert answer.status_code == 200
    reply = answer.json()
    assert reply["ok"] is True
    assert "so the application has to be returned first" in reply["fragments"]["#steps"]
    assert "Proof of legal status (business licence): 看不清。" in reply["fragments"]["#steps"]
    assert application.paper_verdicts.get(kind__code="legal-status").note == "看不清。"


def test_a_verdict_without_script_returns_to_its_line(desk, application):
    answer = desk.post(paper_address(application), {"paper-legal-status-verdict": "accepted"})
    assert (answer.status_code, answer.url) == (302, f"{review_of(application)}#legal-status")
    assert application.paper_verdicts.get().verdict == "accepted"


def test_bad_input_stays_typed(desk, application):
    before = everything()
    answer = desk.post(paper_address(application), {"paper-legal-status-note": "Half a thought"})
    assert answer.status_code == 422
    assert "Choose a verdict." in text_of(answer)
    assert 'value="Half a thought"' in answer.content.decode()
    mend = desk.post(paper_address(application), {"paper-legal-status-verdict": "mend"})
    assert "Say what has to be corrected in “Proof of legal status (business licence)”." in text_of(mend)
    data = {"condition-legal_person-is_met": "no"}
    condition = desk.post(condition_address(application), data)
    assert "Say why this condition is not met: The applicant is a legal person." in text_of(condition)
    by_script = desk.post(condition_address(application), data, headers=BY_SCRIPT)
    assert (by_script.status_code, by_script.json()) == (
        422,
        {"ok": False, "error": "Say why this condition is not met: The applicant is a legal person."},
    )
    assert everything() == before


def test_a_condition_is_saved(desk, application):
    data = {"condition-no_incident-is_met": "no", "condition-no_incident-note": "去年有事故。"}
    assert desk.post(condition_address(application, "no_incident"), data).status_code == 302
    verdict = application.condition_verdicts.get()
    assert (verdict.condition, verdict.is_met, verdict.note) == ("no_incident", False, "去年有事故。")


def test_other_days_without_a_reason_stay_typed(desk, application):
    address = reverse("fix_effort", args=[application.reference])
    answer = desk.post(address, {"effort-days": "6.5"})
    assert answer.status_code == 422
    assert "Give a reason for other audit days than the table gives." in text_of(answer)
    assert 'value="6.5"' in answer.content.decode()
    assert not hasattr(application, "effort")
    assert desk.post(address, {"effort-days": "6.5", "effort-days_reason": "场所分散。"}).status_code == 302
    application.refresh_from_db()
    assert (str(application.effort.days), str(application.effort.fee)) == ("6.5", "37500.00")
    page = text_of(desk.get(review_of(application)))
    assert "6.5 audit days" in page
    assert "¥37,500" in page


def test_without_the_table_the_page_says_so(desk, application):
    AuditDayRow.objects.all().delete()
    page = text_of(desk.get(review_of(application)))
    assert "Audit days and fee cannot be worked out" in page
    answer = desk.post(reverse("fix_effort", args=[application.reference]), {"effort-days": "3"}, follow=True)
    assert "Audit days and fee cannot be worked out" in text_of(answer)


def test_accepting_through_the_page(desk, application, officer):
    cases.review(application, by=officer)
    step = reverse("step", args=["application", application.reference, "accept"])
    assert f'action="{step}"' in desk.get(review_of(application)).content.decode()
    desk.post(step, {"next": application.get_absolute_url()})
    application.refresh_from_db()
    assert application.state == "offered"


def test_returning_through_the_page_begins_with_the_list_of_what_to_mend(desk, application, officer):
    line = queries.checklist(application)[0]
    actions.judge_paper(application, line.kind, by=officer, verdict="mend", note="看不清。")
    page = desk.get(review_of(application)).content.decode()
    assert ">Proof of legal status (business licence): 看不清。</textarea>" in page
    step = reverse("step", args=["application", application.reference, "return"])
    assert desk.post(step, {"note": ""}).status_code == 422
    desk.post(step, {"note": "营业执照看不清。"})
    application.refresh_from_db()
    assert (application.state, application.last_event("return").note) == ("returned", "营业执照看不清。")


def test_a_closed_review_is_read_only(desk, organisation):
    application = cases.offered(organisation)
    page = text_of(desk.get(review_of(application)))
    assert "The review is closed; nothing can be changed here now." in page
    assert "data-autosave" not in page
    answer = desk.post(paper_address(application), {"paper-legal-status-verdict": "mend"}, headers=BY_SCRIPT)
    assert answer.status_code in {409, 422}
    assert application.paper_verdicts.get(kind__code="legal-status").verdict == "accepted"


def test_others_do_not_enter(application, browser_of, officer, auditor, manager, applicant):
    declare_interest(officer, application.organisation, kind="ownership", note="x")
    for person in (officer, auditor, manager, applicant):
        web = browser_of(person)
        before = everything()
        assert web.get(review_of(application)).status_code == 403
        assert web.post(paper_address(application), {"paper-legal-status-verdict": "accepted"}).status_code == 403
        assert everything() == before


def test_unknown_lines_and_conditions_are_not_found(desk, application):
    assert desk.post(paper_address(application, "nonsense")).status_code == 404
    assert desk.post(condition_address(application, "nonsense")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_one_file_as_for_three(
    count, organisation, applicant, desk, django_assert_num_queries
):
    application = cases.draft(organisation)
    kind = queries.checklist(application)[0].kind
    for number in range(count):
        actions.attach_paper(application, kind, cases.pdf(words=str(number)), by=applicant)
    cases.perform(application, "submit", by=applicant)
    with django_assert_num_queries(35):
        desk.get(review_of(application))
