"""The page of an application: for the applicant a task list or where it stands, for staff everything."""

from django.shortcuts import render

from applications.moves import last_word, next_move
from applications.permissions import is_applicant, is_free_evaluator, reads_messages
from applications.queries import (
    checklist,
    claims_with_titles,
    clause_progress,
    conditions,
    evaluation_of,
    manager_figures,
    sent_questions,
    thread_at_a_glance,
    topic_states,
)
from applications.task_list import answer_tasks, paper_task
from applications.views.access import application_or_404


def application(request, reference):
    application = application_or_404(request, reference)
    context = {
        "application": application,
        "move": next_move(application, request.user),
        "last_word": last_word(application),
        "thread": thread_at_a_glance(application, request.user) if reads_messages(request.user, application) else None,
    }
    if not is_applicant(request.user, application):
        return render(
            request,
            "applications/staff_case.html",
            context | everything(application) | verdicts(application, request.user),
        )
    if not application.is_editable:
        return render(request, "applications/client_case.html", context | everything(application))
    tasks = {"answer_tasks": answer_tasks(application), "paper_task": paper_task(application)}
    return render(request, "applications/task_list.html", context | tasks)


def everything(application):
    """What applicant and staff both see of a submitted application."""
    return {
        "topics": topic_states(application),
        "lines": checklist(application),
        "figures": manager_figures(application),
        "claims": claims_with_titles(application),
        "agreement": getattr(application, "agreement", None),
        "questions": list(sent_questions(application)),
    }


def verdicts(application, user):
    """What only staff see: the review's result and how the documents came out."""
    return {
        "conditions": conditions(application),
        "effort": getattr(application, "effort", None),
        "evaluation": evaluation_of(application),
        "progress": clause_progress(application),
        "may_evaluate": is_free_evaluator(user, application),
    }
