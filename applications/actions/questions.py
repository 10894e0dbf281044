"""Questions about clauses: written by the audit department, sent together, answered one by one, sent back together."""

from django.db import transaction
from django.utils.translation import gettext as _

from applications.actions.evaluating import UNDER_EVALUATION, require_clause
from applications.models import Application, Question
from applications.permissions import is_applicant, is_free_evaluator
from applications.queries import open_questions
from files.intake import store_file
from workflow import clock
from workflow.engine import locked
from workflow.journal import record
from workflow.machine import Obstructed

WITH_APPLICANT = (Application.State.CLARIFYING,)


@transaction.atomic
def ask_question(application, clause, text, *, by):
    """Write a question; the applicant sees it once the step `ask` has sent it."""
    row, actor = locked(application, by=by, may=is_free_evaluator, in_states=UNDER_EVALUATION)
    require_clause(row, clause)
    text = _said(text, _("Write the question."))
    question = Question.objects.create(
        evaluation=row.document_evaluation, clause=clause, text=text, asked_by=actor, asked_at=clock.now()
    )
    record(row, "ask_question", by=actor, note=text, clause=clause)
    return question


@transaction.atomic
def edit_question(question, text, *, by):
    """Change a question that has not been sent."""
    row, actor = locked(question.evaluation.application, by=by, may=is_free_evaluator, in_states=UNDER_EVALUATION)
    question = _unsent(question)
    text = _said(text, _("Write the question."))
    if text != question.text:
        before, question.text = question.text, text
        question.save(update_fields=["text"])
        record(row, "edit_question", by=actor, note=text, clause=question.clause, before=before)
    return question


@transaction.atomic
def remove_question(question, *, by):
    """Take back a question that has not been sent; its words stay in the journal."""
    row, actor = locked(question.evaluation.application, by=by, may=is_free_evaluator, in_states=UNDER_EVALUATION)
    question = _unsent(question)
    record(row, "remove_question", by=actor, note=question.text, clause=question.clause)
    question.delete()


def send_questions(application, *, by, note, facts):
    """The effect of `ask`: everything written so far becomes one round, sent at the same moment."""
    unsent = Question.objects.select_for_update().filter(evaluation__application=application, sent_at=None)
    clauses, now = [], clock.now()
    for question in unsent:
        question.sent_at = now
        question.save(update_fields=["sent_at"])
        clauses.append(question.clause)
    return {"clauses": clauses}


@transaction.atomic
def answer_question(question, answer, *, by, upload=None):
    """Keep the answer to a question of the round that is with the applicant, with one file where `upload` is given.

    A new file takes the place of an earlier one. Raises files.intake's refusal where the file will not do.
    """
    row, actor = locked(question.evaluation.application, by=by, may=is_applicant, in_states=WITH_APPLICANT)
    question = Question.objects.get(pk=question.pk)
    if question not in open_questions(row):
        raise Obstructed(_("This question was answered in an earlier round and cannot be changed any more."))
    question.answer = _said(answer, _("Write the answer."))
    facts = {"clause": question.clause}
    if upload:
        question.attachment = store_file(upload, by=actor)
        facts |= {"file": question.attachment.name, "sha256": question.attachment.sha256}
    question.answered_by, question.answered_at = actor, clock.now()
    question.save(update_fields=["answer", "attachment", "answered_by", "answered_at"])
    record(row, "answer_question", by=actor, **facts)
    return question


def _unsent(question):
    fresh = Question.objects.filter(pk=question.pk).first()
    if fresh is None or fresh.sent_at:
        raise Obstructed(_("This question was sent or removed before. Reload the page."))
    return fresh


def _said(text, otherwise):
    if not text.strip():
        raise Obstructed(otherwise)
    return text.strip()
