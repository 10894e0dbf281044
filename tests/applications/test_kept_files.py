"""The page of questions: an answer that is sent back does not lose its file."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from applications.models import Question
from files.models import HeldFile, StoredFile
from tests.applications import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(organisation):
    return Question.objects.get(evaluation__application=cases.clarifying(organisation))


def address(question):
    return reverse("answer_question", args=[question.evaluation.application.reference, question.pk])


def test_the_file_of_an_answer_without_words_is_kept_and_used(browser_of, applicant, question):
    web, name = browser_of(applicant), f"question-{question.pk}"
    before = StoredFile.objects.count()
    answer = web.post(address(question), {f"{name}-answer": "", f"{name}-file": cases.pdf("流程.pdf")})
    page = answer.content.decode()
    held = HeldFile.objects.get()
    assert answer.status_code == 422
    assert "流程.pdf" in page
    assert "kept; you need not choose it again" in page
    assert StoredFile.objects.count() == before
    web.post(address(question), {f"{name}-answer": "见附件。", f"{name}-file-held": str(held.pk)})
    question.refresh_from_db()
    assert (question.answer, question.attachment.name) == ("见附件。", "流程.pdf")
    assert not HeldFile.objects.exists()


def test_another_member_does_not_get_it(browser_of, applicant, stranger, question, organisation):
    Membership.objects.create(user=stranger, organisation=organisation)
    name = f"question-{question.pk}"
    browser_of(applicant).post(address(question), {f"{name}-answer": "", f"{name}-file": cases.pdf("流程.pdf")})
    token = str(HeldFile.objects.get().pk)
    browser_of(stranger).post(address(question), {f"{name}-answer": "无", f"{name}-file-held": token})
    question.refresh_from_db()
    assert (question.answer, question.attachment) == ("无", None)
