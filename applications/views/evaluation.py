"""The document evaluation: clause by clause, with questions to the applicant."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.actions import remove_question
from applications.forms import ClauseForm, QuestionForm
from applications.models import Application, Question
from applications.permissions import is_free_evaluator
from applications.queries import checklist, clause_codes, clause_progress, clauses_by_indicator, open_questions
from applications.views.access import REFUSALS, application_or_404, first_error, refused, saved, wants_json
from workflow.machine import Obstructed


def evaluation(request, reference):
    return evaluation_page(request, application_or_404(request, reference, may=is_free_evaluator))


@require_POST
def clause(request, reference, clause):
    application = application_or_404(request, reference, may=is_free_evaluator)
    if clause not in clause_codes(application):
        raise Http404
    return keep(request, application, ClauseForm(application, clause, data=request.POST), clause)


@require_POST
def ask(request, reference, clause):
    application = application_or_404(request, reference, may=is_free_evaluator)
    if clause not in clause_codes(application):
        raise Http404
    return keep(request, application, QuestionForm(request.POST, application=application, clause=clause), clause)


@require_POST
def edit(request, reference, question):
    application = application_or_404(request, reference, may=is_free_evaluator)
    question = question_or_404(application, question)
    return keep(request, application, QuestionForm(request.POST, question=question), question.clause)


@require_POST
def remove(request, reference, question):
    application = application_or_404(request, reference, may=is_free_evaluator)
    question = question_or_404(application, question)
    back = place(application, question.clause)
    try:
        remove_question(question, by=request.user)
    except REFUSALS as refusal:
        return refused(request, refusal, back)
    return saved(request, back, _("The question is removed."))


def keep(request, application, form, clause):
    """Save a form of the page. What cannot be saved stays as typed: the page again, or a sentence for the script."""
    back = place(application, clause)
    try:
        if form.is_valid():
            form.save(by=request.user)
            return saved(request, back, _("Saved."), fragments=fragments(request, application))
    except REFUSALS as refusal:
        if application.state != Application.State.EVALUATING or wants_json(request):
            return refused(request, refusal, back)
        form.add_error(None, " ".join(refusal.sentences))
    if wants_json(request):
        return refused(request, Obstructed(first_error(form)), back)
    return evaluation_page(request, application, typed=form)


def fragments(request, application):
    context = {
        "application": application,
        "progress": clause_progress(application),
        "evaluation_url": reverse("application_evaluation", args=[application.reference]),
    }
    return {
        "#progress": render_to_string("applications/evaluation_progress.html", context, request),
        "#state": render_to_string("applications/evaluation_state.html", context, request),
    }


def evaluation_page(request, application, *, typed=None):
    """`?open` shows only what is not looked at or still to be clarified; `typed` takes the place of the stored form."""
    only_open = "open" in request.GET
    groups = [
        (indicator, [with_forms(application, sheet, typed) for sheet in sheets if sheet.is_open or not only_open])
        for indicator, sheets in clauses_by_indicator(application)
    ]
    return render(
        request,
        "applications/evaluation.html",
        {
            "application": application,
            "groups": [(indicator, rows) for indicator, rows in groups if rows],
            "progress": clause_progress(application),
            "papers": [line for line in checklist(application) if line.papers],
            "only_open": only_open,
            "all_clauses": not only_open,
            "evaluation_url": reverse("application_evaluation", args=[application.reference]),
            "writable": application.state == Application.State.EVALUATING,
            "with_applicant": {question.pk for question in open_questions(application)},
        },
        status=422 if typed is not None else 200,
    )


def with_forms(application, sheet, typed):
    """(sheet, form of the verdict, form of a new question, [(unsent question, its form)])."""

    def shown(form):
        return typed if typed is not None and typed.prefix == form.prefix else form

    code = sheet.node.code
    unsent = [(each, shown(QuestionForm(question=each))) for each in sheet.questions if not each.sent_at]
    return (
        sheet,
        shown(ClauseForm(application, code, sheet.evaluation)),
        shown(QuestionForm(application=application, clause=code)),
        unsent,
    )


def question_or_404(application, pk):
    return get_object_or_404(
        Question.objects.select_related("evaluation__application"), evaluation__application=application, pk=pk
    )


def place(application, clause):
    return f"{reverse('application_evaluation', args=[application.reference])}#clause-{clause}"
