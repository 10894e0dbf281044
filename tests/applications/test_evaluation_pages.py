"""The page of the document evaluation: each clause saved at once, questions, the steps that follow."""

import pytest
from django.urls import reverse

from applications import actions, queries
from applications.models import Question
from tests.applications import cases
from tests.applications.proof import everything
from workflow.engine import perform

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"accept": "application/json"}


@pytest.fixture
def application(organisation, audit_manager):
    return cases.evaluating(organisation, evaluator=audit_manager, exclusions={"5.2.3.3": "我们不销售需要安装的商品。"})


@pytest.fixture
def desk(browser_of, audit_manager):
    return browser_of(audit_manager)


def page_of(application):
    return reverse("application_evaluation", args=[application.reference])


def clause_address(application, code="5.1.1.1"):
    return reverse("evaluate_clause", args=[application.reference, code])


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_starting_from_the_page(desk, organisation):
    application = cases.agreed(organisation)
    assert "Begin the evaluation" in text_of(desk.get(page_of(application)))
    step = reverse("step", args=["application", application.reference, "start_evaluation"])
    answer = desk.post(step, {"next": page_of(application)}, follow=True)
    assert "0 of 47" in text_of(answer)


def test_the_page_has_all_clauses_with_guidance_claims_and_papers(desk, application):
    page = text_of(desk.get(page_of(application)))
    assert page.count("data-autosave") == 47
    for words in (
        "5.1.1 Organisational structure",
        "A named department carries after-sales service",
        "The applicant says that this clause does not apply",
        "我们不销售需要安装的商品。",
        "service-manual.pdf",
    ):
        assert words in page


def test_a_verdict_is_saved_at_once_and_the_progress_comes_back(desk, application):
    data = {"clause-5-1-1-1-verdict": "to_clarify", "clause-5-1-1-1-note": "没有版本号。"}
    reply = desk.post(clause_address(application), data, headers=BY_SCRIPT).json()
    assert reply["ok"] is True
    assert "1 of 47" in reply["fragments"]["#progress"]
    assert "Still to be clarified: 5.1.1.1." in reply["fragments"]["#state"]
    assert application.document_evaluation.clauses.get().note == "没有版本号。"


def test_without_script_a_verdict_returns_to_its_clause(desk, application):
    answer = desk.post(clause_address(application), {"clause-5-1-1-1-verdict": "satisfactory"})
    assert (answer.status_code, answer.url) == (302, f"{page_of(application)}#clause-5.1.1.1")


def test_a_note_without_a_verdict_stays_typed(desk, application):
    before = everything()
    by_script = desk.post(clause_address(application), {"clause-5-1-1-1-note": "x"}, headers=BY_SCRIPT)
    assert (by_script.status_code, by_script.json()["error"]) == (422, "Choose a verdict; your note is saved with it.")
    answer = desk.post(clause_address(application), {"clause-5-1-1-1-note": "Half a thought"})
    assert answer.status_code == 422
    assert "Half a thought</textarea>" in answer.content.decode()
    assert everything() == before


def test_open_clauses_alone(desk, application, audit_manager):
    cases.evaluate(application, by=audit_manager)
    actions.evaluate_clause(application, "5.1.2.2", by=audit_manager, verdict="to_clarify")
    page = text_of(desk.get(page_of(application) + "?open"))
    assert (page.count("data-autosave"), 'id="clause-5.1.2.2"' in page) == (1, True)
    actions.evaluate_clause(application, "5.1.2.2", by=audit_manager, verdict="satisfactory")
    assert "No clause is open" in text_of(desk.get(page_of(application) + "?open"))


def test_questions_are_written_changed_removed_and_sent(desk, application):
    ask = reverse("ask_question", args=[application.reference, "5.1.1.1"])
    assert desk.post(ask, {"ask-5-1-1-1-text": " "}).status_code == 422
    desk.post(ask, {"ask-5-1-1-1-text": "谁负责？"})
    desk.post(ask, {"ask-5-1-1-1-text": "几人？"})
    first, second = Question.objects.order_by("pk")
    edit = reverse("edit_question", args=[application.reference, first.pk])
    assert desk.post(edit, {f"question-{first.pk}-text": "归口部门是哪个？"}, headers=BY_SCRIPT).json()["ok"] is True
    desk.post(reverse("remove_question", args=[application.reference, second.pk]))
    assert [question.text for question in Question.objects.all()] == ["归口部门是哪个？"]
    desk.post(reverse("step", args=["application", application.reference, "ask"]))
    application.refresh_from_db()
    assert application.state == "clarifying"
    page = text_of(desk.get(page_of(application)))
    assert "Questions are with the applicant" in page
    assert "data-autosave" not in page
    assert desk.post(edit, {f"question-{first.pk}-text": "x"}, headers=BY_SCRIPT).status_code == 409


def test_a_verdict_in_the_wrong_state_is_refused(desk, application, audit_manager):
    cases.evaluate(application, by=audit_manager)
    perform(application, "accept_documents", by=audit_manager)
    before = everything()
    data = {"clause-5-1-1-1-verdict": "not_satisfactory"}
    assert desk.post(clause_address(application), data, headers=BY_SCRIPT).status_code == 409
    assert desk.post(clause_address(application), data).status_code == 302
    assert everything() == before


def test_unknown_clauses_and_questions_are_not_found(desk, application):
    assert desk.post(clause_address(application, "9.9.9.9")).status_code == 404
    assert desk.post(reverse("ask_question", args=[application.reference, "9.9.9.9"])).status_code == 404
    assert desk.post(reverse("edit_question", args=[application.reference, 10**12])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_one_question_as_for_three(
    count, application, audit_manager, desk, django_assert_num_queries
):
    for number in range(count):
        actions.ask_question(application, "5.1.1.1", str(number), by=audit_manager)
    with django_assert_num_queries(28):
        desk.get(page_of(application))


# --- the applicant's side ---------------------------------------------------------------------------------------------


def questions_of(application):
    return reverse("application_questions", args=[application.reference])


def test_answering_one_by_one_then_sending(browser_of, applicant, organisation):
    application = cases.clarifying(organisation, questions=[("5.1.1.1", "谁负责？"), ("5.1.2.2", "几人？")])
    web = browser_of(applicant)
    first, second = queries.open_questions(application)
    page = text_of(web.get(questions_of(application)))
    assert "谁负责？" in page
    assert "0 of 2" in page
    address = reverse("answer_question", args=[application.reference, first.pk])
    data = {f"question-{first.pk}-answer": "客户服务部。", f"question-{first.pk}-file": cases.pdf("机构图.pdf")}
    answer = web.post(address, data, follow=True)
    assert "The answer on 5.1.1.1 is saved." in text_of(answer)
    assert "机构图.pdf" in text_of(answer)
    assert "One question is not answered yet: 5.1.2.2." in text_of(answer)
    web.post(
        reverse("answer_question", args=[application.reference, second.pk]), {f"question-{second.pk}-answer": "两人。"}
    )
    web.post(reverse("step", args=["application", application.reference, "answer"]))
    application.refresh_from_db()
    assert application.state == "evaluating"
    assert "Answered before" in text_of(web.get(questions_of(application)))


def test_an_answer_with_a_bad_file_stays_typed(browser_of, applicant, organisation):
    application = cases.clarifying(organisation)
    (question,) = queries.open_questions(application)
    upload = cases.pdf("a.pdf")
    upload.name = "a.png"
    before = everything()
    answer = browser_of(applicant).post(
        reverse("answer_question", args=[application.reference, question.pk]),
        {f"question-{question.pk}-answer": "客户服务部。", f"question-{question.pk}-file": upload},
    )
    assert answer.status_code == 422
    assert "“a.png” was not taken." in text_of(answer)
    assert "客户服务部。</textarea>" in answer.content.decode()
    empty = browser_of(applicant).post(reverse("answer_question", args=[application.reference, question.pk]), {})
    assert "Write the answer." in text_of(empty)
    assert everything() == before


def test_without_questions_the_page_says_so(browser_of, applicant, organisation):
    application = cases.evaluating(organisation)
    assert "There are no questions" in text_of(browser_of(applicant).get(questions_of(application)))
