"""Who sees an application: its people and, once submitted, the staff. What is internal does not reach the applicant."""

import pytest
from django.urls import reverse

from accounts.actions import grant_role
from applications import actions, queries
from applications.models import Application
from tests.applications import cases
from workflow.engine import perform

pytestmark = pytest.mark.django_db


def visible(person):
    return set(Application.objects.visible_to(person))


def test_members_see_theirs_and_staff_what_was_submitted(organisation, applicant, stranger, officer, auditor, member):
    draft, submitted = cases.started(organisation), cases.submitted(organisation)
    assert visible(applicant) == {draft, submitted}
    assert visible(stranger) == set()
    for person in (officer, auditor, member):
        assert visible(person) == {submitted}


def test_nobody_signed_in_sees_nothing(organisation, client):
    application = cases.submitted(organisation)
    answer = client.get(application.get_absolute_url())
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


@pytest.fixture
def far(organisation, applicant, officer, audit_manager):
    """An application that has everything: verdicts, an agreement, an answered question with a file, notes."""
    application = cases.submitted(organisation)
    cases.review(application, by=officer)
    line = queries.checklist(application)[0]
    actions.judge_paper(application, line.kind, by=officer, verdict="accepted", note="SECRET-PAPER")
    actions.judge_condition(application, "legal_person", by=officer, is_met=True, note="SECRET-CONDITION")
    actions.fix_effort(application, by=officer, days=5, days_reason="SECRET-DAYS")
    perform(application, "accept", by=officer)
    perform(application, "agree", by=applicant, name="王小明", sha256=application.agreement.stored.sha256)
    perform(application, "start_evaluation", by=audit_manager)
    actions.evaluate_clause(application, "5.1.1.1", by=audit_manager, verdict="to_clarify", note="SECRET-CLAUSE")
    actions.ask_question(application, "5.1.1.1", "谁负责？", by=audit_manager)
    perform(application, "ask", by=audit_manager)
    (question,) = queries.open_questions(application)
    actions.answer_question(question, "客户服务部。", by=applicant, upload=cases.pdf("机构图.pdf"))
    actions.write_message(application, "请看附件。", by=applicant, upload=cases.pdf("附件.pdf"))
    actions.write_message(application, "收到。", by=officer)
    return application


def addresses(application):
    """Every address below the application."""
    version = application.papers.first().versions.get()
    question = application.document_evaluation.questions.get()
    kind, message = version.paper.kind.code, application.messages.first()
    parts = {
        "application": [],
        "application_topic": ["contact"],
        "check_application": [],
        "application_papers": [],
        "sort_papers": [],
        "paper_places": [],
        "upload_paper": [kind],
        "move_paper": [version.paper.pk],
        "replace_paper": [version.paper.pk],
        "remove_paper": [version.paper.pk],
        "download_paper": [version.paper.pk, version.number],
        "application_agreement": [],
        "agreement_document": [],
        "application_review": [],
        "judge_paper": [kind],
        "judge_condition": ["legal_person"],
        "fix_effort": [],
        "application_evaluation": [],
        "evaluate_clause": ["5.1.1.1"],
        "ask_question": ["5.1.1.1"],
        "edit_question": [question.pk],
        "remove_question": [question.pk],
        "application_questions": [],
        "answer_question": [question.pk],
        "answer_attachment": [question.pk],
        "application_messages": [],
        "message_file": [message.pk],
        "settle_messages": [message.pk],
    }
    return {name: reverse(name, args=[application.reference, *args]) for name, args in parts.items()}


PAGES = (
    "application",
    "check_application",
    "application_papers",
    "application_agreement",
    "application_review",
    "application_evaluation",
    "application_questions",
    "application_messages",
)


def test_the_list_of_addresses_is_complete(far):
    from applications.urls import case_urls

    assert set(addresses(far)) == {pattern.name for pattern in case_urls}


def test_a_stranger_finds_nothing_at_any_address(far, stranger, browser_of):
    browser = browser_of(stranger)
    for name, address in addresses(far).items():
        answers = {method(address).status_code for method in (browser.get, browser.post)}
        assert answers in ({404}, {404, 405}), name


def test_a_file_is_not_found_through_another_application(far, stranger, browser_of):
    mine = cases.started(stranger.organisations.get(), applicant=stranger)
    browser = browser_of(stranger)
    for address in addresses(far).values():
        moved = address.replace(far.reference, mine.reference)
        if any(word in address for word in ("/v1/", "/file/", "/remove/", "/replace/", "document")):
            assert browser.get(moved).status_code in {404, 405}
            assert browser.post(moved).status_code in {403, 404}


def test_every_address_answers_those_it_is_for(far, applicant, officer, audit_manager, browser_of):
    readers = {
        "application": (applicant, officer, audit_manager),
        "application_papers": (applicant,),
        "check_application": (applicant,),
        "download_paper": (applicant, officer, audit_manager),
        "application_agreement": (applicant, officer, audit_manager),
        "agreement_document": (applicant, officer, audit_manager),
        "application_review": (officer,),
        "application_evaluation": (audit_manager,),
        "application_questions": (applicant,),
        "application_messages": (applicant, officer, audit_manager),
        "message_file": (applicant, officer, audit_manager),
    }
    browsers = {person: browser_of(person) for person in (applicant, officer, audit_manager)}
    for name, people in readers.items():
        for person, browser in browsers.items():
            wanted = 200 if person in people else 403
            assert browser.get(addresses(far)[name]).status_code == wanted, (name, person)


def test_the_applicant_reads_no_verdict_note_and_no_name_of_staff(far, applicant, browser_of):
    browser = browser_of(applicant)
    for name in PAGES:
        page = browser.get(addresses(far)[name]).content.decode()
        for hidden in ("SECRET", "陈市场", "周审核", "gave a verdict", "evaluated a clause", "wrote a question"):
            assert hidden not in page, (name, hidden)


def test_staff_read_them(far, officer, audit_manager, browser_of):
    page = browser_of(officer).get(far.get_absolute_url()).content.decode()
    for shown in ("SECRET-PAPER", "SECRET-CONDITION", "SECRET-DAYS", "gave a verdict on a paper"):
        assert shown in page
    page = browser_of(audit_manager).get(addresses(far)["application_evaluation"]).content.decode()
    assert "SECRET-CLAUSE" in page


def test_an_answer_that_is_not_sent_yet_is_the_applicants_own(far, applicant, officer, audit_manager, browser_of):
    address = addresses(far)["answer_attachment"]
    evaluation = addresses(far)["application_evaluation"]
    assert browser_of(applicant).get(address).status_code == 200
    assert browser_of(audit_manager).get(address).status_code == 404
    for person, page in ((audit_manager, evaluation), (officer, far.get_absolute_url())):
        assert "客户服务部。" not in browser_of(person).get(page).content.decode()
    perform(far, "answer", by=applicant)
    assert browser_of(audit_manager).get(address).status_code == 200
    assert "客户服务部。" in browser_of(audit_manager).get(evaluation).content.decode()


def test_an_unsent_question_does_not_reach_the_applicant(organisation, applicant, audit_manager, browser_of):
    application = cases.evaluating(organisation, evaluator=audit_manager)
    actions.ask_question(application, "5.1.1.1", "UNSENT-WORDS", by=audit_manager)
    browser = browser_of(applicant)
    for name in ("application", "application_questions"):
        assert "UNSENT-WORDS" not in browser.get(reverse(name, args=[application.reference])).content.decode()


def test_a_role_taken_on_shows_what_was_submitted_and_not_the_drafts(organisation, stranger):
    cases.started(organisation)
    submitted = cases.submitted(organisation)
    grant_role(stranger, "officer", by=None)
    assert visible(stranger) == {submitted}


def test_a_zero_byte_in_the_address_finds_nothing(applicant, organisation, browser_of):
    cases.started(organisation)
    assert browser_of(applicant).get("/applications/A%00/").status_code == 404
    assert browser_of(applicant).get("/applications/?q=%00").status_code == 200
