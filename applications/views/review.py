"""The officer's review: papers, conditions, days and fee, and the steps that follow from them."""

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.forms import ConditionForm, EffortForm, PaperVerdictForm
from applications.models import Application, ConditionVerdict
from applications.permissions import is_free_officer
from applications.queries import checklist, conditions, mending_list, proposal_or_none
from applications.views.access import REFUSALS, application_or_404, first_error, refused, saved, wants_json
from workflow.machine import Obstructed


def review(request, reference):
    return review_page(request, application_or_404(request, reference, may=is_free_officer))


@require_POST
def paper(request, reference, kind):
    application = application_or_404(request, reference, may=is_free_officer)
    line = next((line for line in checklist(application) if line.kind.code == kind), None)
    if not line:
        raise Http404
    return keep(request, application, PaperVerdictForm(application, line, request.POST), anchor=kind)


@require_POST
def condition(request, reference, condition):
    application = application_or_404(request, reference, may=is_free_officer)
    if condition not in ConditionVerdict.Condition.values:
        raise Http404
    form = ConditionForm(application, ConditionVerdict.Condition(condition), None, request.POST)
    return keep(request, application, form, anchor=condition)


@require_POST
def effort(request, reference):
    application = application_or_404(request, reference, may=is_free_officer)
    form = EffortForm(application, proposal_of(application), request.POST)
    return keep(request, application, form, anchor="effort")


def keep(request, application, form, *, anchor):
    """Save a form of the page. What cannot be saved stays as typed: the page again, or a sentence for the script."""
    back = f"{reverse('application_review', args=[application.reference])}#{anchor}"
    try:
        if form.is_valid():
            form.save(by=request.user)
            application.refresh_from_db()
            return saved(request, back, _("Saved."), fragments=fragments(request, application))
    except REFUSALS as refusal:
        if application.state != Application.State.SUBMITTED or wants_json(request):
            return refused(request, refusal, back)
        form.add_error(None, " ".join(refusal.sentences))
    if wants_json(request):
        return refused(request, Obstructed(first_error(form)), back)
    return review_page(request, application, typed=form)


def fragments(request, application):
    """The parts of the page that follow from what was saved."""
    context = {"application": application, "mending": mending_list(application)}
    return {"#steps": render_to_string("applications/review_steps.html", context, request)}


def review_page(request, application, *, typed=None):
    """`typed` takes the place of the stored form of the same prefix."""

    def shown(form):
        return typed if typed is not None and typed.prefix == form.prefix else form

    proposal = proposal_of(application)
    return render(
        request,
        "applications/review.html",
        {
            "application": application,
            "papers": [(line, shown(PaperVerdictForm(application, line))) for line in checklist(application)],
            "conditions": [
                (each, shown(ConditionForm(application, each, verdict))) for each, verdict in conditions(application)
            ],
            "proposal": proposal,
            "effort_form": shown(EffortForm(application, proposal)) if proposal else None,
            "mending": mending_list(application),
            "open": application.state == Application.State.SUBMITTED,
        },
        status=422 if typed is not None else 200,
    )


def proposal_of(application):
    """What the tables give, for the days fixed where they are; None where they cannot give it."""
    effort = getattr(application, "effort", None)
    return proposal_or_none(application, days=effort.days if effort else None)
