"""The one step view: every button of every lifecycle posts here."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from workflow.engine import perform
from workflow.machine import NoteMissing, StepRefused, UnknownStep
from workflow.registry import model_of


def case_or_404(machine, reference, user):
    """The case, where the person may see it."""
    try:
        model = model_of(machine)
    except LookupError:
        raise Http404 from None
    return get_object_or_404(model.objects.visible_to(user), reference=reference)


@require_http_methods(["GET", "POST"])
def step(request, machine, reference, step):
    """Ask for the reason where one is needed, perform, and go back to where the button was."""
    case = case_or_404(machine, reference, request.user)
    try:
        transition = case.machine.step(step)
    except UnknownStep:
        raise Http404 from None
    note, error = request.POST.get("note", ""), ""
    if request.method == "POST":
        try:
            perform(case, step, by=request.user, note=note)
        except NoteMissing as refusal:
            error = refusal.sentences[0]
        except StepRefused as refusal:
            for sentence in refusal.sentences:
                messages.error(request, sentence)
            if not note:
                return redirect(way_back(request, case))
        else:
            messages.success(
                request,
                _("Done: %(case)s is now “%(state)s”.") % {"case": case, "state": case.state_label_for(request.user)},
            )
            return redirect(way_back(request, case))
    return render(
        request,
        "workflow/step.html",
        {"case": case, "transition": transition, "note": note, "error": error, "next": way_back(request, case)},
        status=422 if request.method == "POST" else 200,
    )


def way_back(request, case):
    """The page to return to: `next` where it is one of ours that the person may still see, else the case."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()) and target.startswith("/"):
        return target
    return case.get_absolute_url()
