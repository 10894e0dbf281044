"""The applicant's page of questions: answered one by one, then sent back together."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.forms import AnswerForm
from applications.models import Question
from applications.permissions import is_applicant
from applications.queries import clause_titles, open_questions, sent_questions
from applications.views.access import REFUSALS, application_or_404, refused, saved
from files.intake import limits_sentence
from files.responses import private_file


def questions(request, reference):
    return questions_page(request, application_or_404(request, reference, may=is_applicant))


@require_POST
def answer(request, reference, question):
    application = application_or_404(request, reference, may=is_applicant)
    sent = Question.objects.select_related("evaluation__application", "attachment")
    question = get_object_or_404(sent, evaluation__application=application, sent_at__isnull=False, pk=question)
    form = AnswerForm(question, request.POST, request.FILES, holder=request.user)
    back = f"{reverse('application_questions', args=[application.reference])}#question-{question.pk}"
    if not form.is_valid():
        return questions_page(request, application, typed=form)
    try:
        form.save(by=request.user)
    except REFUSALS as refusal:
        return refused(request, refusal, back)
    return saved(request, back, _("The answer on %(clause)s is saved.") % {"clause": question.clause})


def attachment(request, reference, question):
    """The file of an answer; staff get it once the answers have been sent."""
    application = application_or_404(request, reference)
    asked = Question.objects.select_related("attachment").filter(evaluation__application=application)
    question = get_object_or_404(asked, pk=question, attachment__isnull=False)
    if question in open_questions(application) and not is_applicant(request.user, application):
        raise Http404
    return private_file(question.attachment, inline="show" in request.GET)


def questions_page(request, application, *, typed=None):
    open_now = open_questions(application)
    titles = clause_titles(application)
    forms = {question.pk: AnswerForm(question) for question in open_now}
    if typed is not None and typed.instance.pk in forms:
        forms[typed.instance.pk] = typed
    return render(
        request,
        "applications/questions.html",
        {
            "application": application,
            "rows": [(question, titles.get(question.clause, ""), forms[question.pk]) for question in open_now],
            "answered": sum(bool(question.answer) for question in open_now),
            "earlier": [
                (question, titles.get(question.clause, ""))
                for question in sent_questions(application)
                if question.pk not in forms
            ],
            "limits": limits_sentence(),
        },
        status=422 if typed is not None else 200,
    )
