"""Document evaluation: clause by clause, with questions that go to the applicant and come back."""

import pytest
from django.utils import translation

from accounts.actions import declare_interest
from applications import actions, queries
from applications.models import Question
from files.intake import FileRefused
from tests.applications import cases
from tests.applications.proof import prove_refused
from workflow.engine import perform
from workflow.machine import NotAllowed, NoteMissing, Obstructed, WrongState
from workflow.models import Event, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(organisation, audit_manager):
    return cases.evaluating(organisation, evaluator=audit_manager)


def test_opening_names_the_evaluator(application, audit_manager):
    evaluation = queries.evaluation_of(application)
    assert (evaluation.evaluator, evaluation.finished_at) == (audit_manager, None)


def test_a_verdict_is_kept_and_journalled_once(application, auditor):
    for _ in range(2):
        actions.evaluate_clause(application, "5.1.1.1", by=auditor, verdict="to_clarify", note="没有版本号。")
    actions.evaluate_clause(application, "5.1.1.1", by=auditor, verdict="satisfactory")
    row = application.document_evaluation.clauses.get()
    assert (row.clause, row.verdict, row.note, row.by) == ("5.1.1.1", "satisfactory", "", auditor)
    events = Event.objects.of(application).filter(name="evaluate_clause")
    assert [(event.facts, event.note) for event in events] == [
        ({"clause": "5.1.1.1", "verdict": "to_clarify"}, "没有版本号。"),
        ({"clause": "5.1.1.1", "verdict": "satisfactory"}, ""),
    ]
    assert all(event.deed.internal for event in events)


def test_a_clause_of_another_standard_is_refused(application, auditor):
    for code in ("5.1", "9.9.9.9", ""):
        with prove_refused(f"The standard has no clause {code}.", kind=Obstructed):
            actions.evaluate_clause(application, code, by=auditor, verdict="satisfactory")
        with prove_refused(f"The standard has no clause {code}.", kind=Obstructed):
            actions.ask_question(application, code, "?", by=auditor)


def test_accepting_names_what_is_not_evaluated(application, audit_manager):
    for code in queries.clause_codes(application)[2:]:
        actions.evaluate_clause(application, code, by=audit_manager, verdict="satisfactory")
    with prove_refused("2 clauses are not evaluated yet: 5.1.1.1, 5.1.1.2.", kind=Obstructed):
        perform(application, "accept_documents", by=audit_manager)
    actions.evaluate_clause(application, "5.1.1.1", by=audit_manager, verdict="not_satisfactory", note="缺失。")
    with prove_refused("One clause is not evaluated yet: 5.1.1.2.", kind=Obstructed):
        perform(application, "accept_documents", by=audit_manager)
    with translation.override("zh-hans"), prove_refused("尚有 1 项条款未审：5.1.1.2。", kind=Obstructed):
        perform(application, "accept_documents", by=audit_manager)


def test_an_untouched_evaluation_says_how_much_is_left(application, audit_manager):
    with prove_refused(
        "47 clauses are not evaluated yet: 5.1.1.1, 5.1.1.2, 5.1.2.1, 5.1.2.2, 5.1.3.1, 5.1.3.2, 5.1.3.3, 5.1.4.1 and 39 "
        "more.",
        kind=Obstructed,
    ):
        perform(application, "accept_documents", by=audit_manager)


def test_what_is_to_be_clarified_or_asked_stops_the_acceptance(application, audit_manager):
    cases.evaluate(application, by=audit_manager)
    actions.evaluate_clause(application, "5.1.2.2", by=audit_manager, verdict="to_clarify")
    actions.ask_question(application, "5.1.2.2", "几名管理师？", by=audit_manager)
    with prove_refused("Still to be clarified: 5.1.2.2.", "Send or remove the questions on: 5.1.2.2.", kind=Obstructed):
        perform(application, "accept_documents", by=audit_manager)


def test_accepted_documents_close_the_evaluation(application, applicant, audit_manager):
    cases.evaluate(application, by=audit_manager)
    actions.evaluate_clause(application, "5.1.1.1", by=audit_manager, verdict="not_satisfactory", note="现场核查。")
    event = perform(application, "accept_documents", by=audit_manager)
    assert application.state == "evaluated"
    assert application.document_evaluation.finished_at is not None
    assert event.facts == {"clauses": {"satisfactory": 46, "to_clarify": 0, "not_satisfactory": 1}}
    assert {notice.recipient for notice in Notice.objects.filter(event=event)} == {applicant}
    with prove_refused(kind=WrongState):
        actions.evaluate_clause(application, "5.1.1.1", by=audit_manager, verdict="satisfactory")


def test_documents_that_will_not_do_end_the_case(application, applicant, officer, audit_manager):
    with prove_refused(kind=NoteMissing):
        perform(application, "refuse_documents", by=audit_manager)
    event = perform(application, "refuse_documents", by=audit_manager, note="没有售后服务制度。")
    assert (application.state, application.is_closed) == ("refused", True)
    assert applicant in {notice.recipient for notice in Notice.objects.filter(event=event)}
    assert application.document_evaluation.finished_at is not None


def test_an_auditor_evaluates_but_the_audit_manager_concludes(application, auditor):
    cases.evaluate(application, by=auditor)
    for step in ("accept_documents", "refuse_documents"):
        with prove_refused(kind=NotAllowed):
            perform(application, step, by=auditor, note="x")


DEEDS = {
    "evaluate": lambda a, by: actions.evaluate_clause(a, "5.1.1.1", by=by, verdict="satisfactory"),
    "ask": lambda a, by: actions.ask_question(a, "5.1.1.1", "?", by=by),
    "edit": lambda a, by: actions.edit_question(Question.objects.get(), "!", by=by),
    "remove": lambda a, by: actions.remove_question(Question.objects.get(), by=by),
    "send": lambda a, by: perform(a, "ask", by=by),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_else_evaluates(
    deed, application, audit_manager, applicant, stranger, officer, member, manager, auditor
):
    actions.ask_question(application, "5.1.1.1", "?", by=audit_manager)
    declare_interest(auditor, application.organisation, kind="consulted", note="曾咨询。")
    for person in (applicant, stranger, officer, member, manager, auditor):
        with prove_refused(kind=NotAllowed):
            DEEDS[deed](application, person)


def test_before_the_start_nothing_is_evaluated(organisation, audit_manager):
    application = cases.agreed(organisation)
    with prove_refused(kind=WrongState):
        actions.evaluate_clause(application, "5.1.1.1", by=audit_manager, verdict="satisfactory")
    with prove_refused(kind=WrongState):
        actions.ask_question(application, "5.1.1.1", "?", by=audit_manager)


# --- questions --------------------------------------------------------------------------------------------------------


def test_questions_are_written_changed_and_removed_before_they_are_sent(application, audit_manager):
    first = actions.ask_question(application, "5.1.1.1", "  谁负责？ ", by=audit_manager)
    second = actions.ask_question(application, "5.1.1.1", "几人？", by=audit_manager)
    actions.edit_question(first, "归口部门是哪个？", by=audit_manager)
    actions.remove_question(second, by=audit_manager)
    assert [question.text for question in Question.objects.all()] == ["归口部门是哪个？"]
    events = Event.objects.of(application).filter(name__endswith="question")
    assert [(event.name, event.note) for event in events] == [
        ("ask_question", "谁负责？"),
        ("ask_question", "几人？"),
        ("edit_question", "归口部门是哪个？"),
        ("remove_question", "几人？"),
    ]
    with prove_refused("Write the question.", kind=Obstructed):
        actions.ask_question(application, "5.1.1.1", " ", by=audit_manager)


def test_without_a_question_nothing_is_sent(application, audit_manager):
    with prove_refused("Write at least one question first.", kind=Obstructed):
        perform(application, "ask", by=audit_manager)


def test_sending_makes_one_round_and_tells_the_applicant(application, applicant, audit_manager):
    for clause in ("5.1.1.1", "5.1.2.2"):
        actions.ask_question(application, clause, "请说明。", by=audit_manager)
    event = perform(application, "ask", by=audit_manager)
    assert (application.state, event.facts) == ("clarifying", {"clauses": ["5.1.1.1", "5.1.2.2"]})
    assert len({question.sent_at for question in Question.objects.all()}) == 1
    assert {notice.recipient for notice in Notice.objects.filter(event=event)} == {applicant}
    question = Question.objects.first()
    with prove_refused(kind=WrongState):
        actions.edit_question(question, "x", by=audit_manager)
    with prove_refused(kind=WrongState):
        actions.evaluate_clause(application, "5.1.1.1", by=audit_manager, verdict="satisfactory")


def test_answers_are_kept_one_by_one_and_sent_together(organisation, applicant, audit_manager):
    application = cases.clarifying(
        organisation, evaluator=audit_manager, questions=[("5.1.1.1", "谁？"), ("5.1.2.2", "几人？")]
    )
    first, second = queries.open_questions(application)
    with prove_refused("2 questions are not answered yet: 5.1.1.1, 5.1.2.2.", kind=Obstructed):
        perform(application, "answer", by=applicant)
    actions.answer_question(first, "客户服务部。", by=applicant, upload=cases.pdf("机构图.pdf"))
    with prove_refused("One question is not answered yet: 5.1.2.2.", kind=Obstructed):
        perform(application, "answer", by=applicant)
    actions.answer_question(second, "两人。", by=applicant)
    actions.answer_question(second, "三人。", by=applicant)
    event = perform(application, "answer", by=applicant)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.answer, first.attachment.name, first.answered_by) == ("客户服务部。", "机构图.pdf", applicant)
    assert (second.answer, second.attachment) == ("三人。", None)
    assert application.state == "evaluating"
    assert {notice.recipient for notice in Notice.objects.filter(event=event)} == {audit_manager}
    with prove_refused(kind=WrongState):
        actions.answer_question(first, "x", by=applicant)


def test_a_later_answer_keeps_the_file_unless_a_new_one_comes(organisation, applicant):
    application = cases.clarifying(organisation)
    (question,) = queries.open_questions(application)
    actions.answer_question(question, "一", by=applicant, upload=cases.pdf("a.pdf", "a"))
    assert actions.answer_question(question, "二", by=applicant).attachment.name == "a.pdf"
    assert (
        actions.answer_question(question, "二", by=applicant, upload=cases.pdf("b.pdf", "b")).attachment.name == "b.pdf"
    )


def test_an_empty_answer_or_a_file_that_is_none_is_refused(organisation, applicant):
    application = cases.clarifying(organisation)
    (question,) = queries.open_questions(application)
    with prove_refused("Write the answer.", kind=Obstructed):
        actions.answer_question(question, " ", by=applicant)
    upload = cases.pdf("a.pdf")
    upload.name = "a.png"
    with prove_refused(kind=FileRefused):
        actions.answer_question(question, "一", by=applicant, upload=upload)


def test_nobody_else_answers(organisation, stranger, officer, audit_manager):
    application = cases.clarifying(organisation, evaluator=audit_manager)
    (question,) = queries.open_questions(application)
    for person in (stranger, officer, audit_manager):
        with prove_refused(kind=NotAllowed):
            actions.answer_question(question, "x", by=person)
        with prove_refused(kind=NotAllowed):
            perform(application, "answer", by=person)


def test_an_earlier_round_is_not_answered_again(organisation, applicant, audit_manager):
    application = cases.clarifying(organisation, evaluator=audit_manager)
    (first,) = queries.open_questions(application)
    actions.answer_question(first, "一", by=applicant)
    perform(application, "answer", by=applicant)
    actions.ask_question(application, "5.1.1.2", "还有？", by=audit_manager)
    perform(application, "ask", by=audit_manager)
    assert [question.text for question in queries.open_questions(application)] == ["还有？"]
    sentence = "This question was answered in an earlier round and cannot be changed any more."
    with prove_refused(sentence, kind=Obstructed):
        actions.answer_question(first, "二", by=applicant)


def test_clauses_are_read_with_claims_verdicts_and_questions_in_few_queries(
    organisation, audit_manager, django_assert_num_queries
):
    application = cases.evaluating(organisation, evaluator=audit_manager, exclusions={"5.2.3.3": "无需安装。"})
    cases.evaluate(application, by=audit_manager)
    for text in ("一", "二", "三"):
        actions.ask_question(application, "5.1.1.1", text, by=audit_manager)
    with django_assert_num_queries(4):
        groups = queries.clauses_by_indicator(application)
    sheets = {sheet.node.code: sheet for _indicator, rows in groups for sheet in rows}
    assert (len(groups), len(sheets)) == (15, 47)
    assert sheets["5.2.3.3"].claim.reason == "无需安装。"
    assert [question.text for question in sheets["5.1.1.1"].questions] == ["一", "二", "三"]
    assert not any(sheet.is_open for sheet in sheets.values())
