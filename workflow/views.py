"""The step view, to which every button of every lifecycle posts, and its twin for several cases at once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from workflow.engine import perform, why_not
from workflow.forms import NoteForm
from workflow.machine import NoteMissing, StepRefused, UnknownStep
from workflow.registry import machine_of, model_of
from workflow.several import ANY_NOTE, MOST, choices, outlook, perform_each, ticked


def model_or_404(machine):
    """The model that the machine of that name drives."""
    try:
        return model_of(machine)
    except LookupError:
        raise Http404 from None


def case_or_404(machine, reference, user):
    """The case, where the person may see it."""
    return get_object_or_404(model_or_404(machine).objects.visible_to(user), reference=reference)


@require_http_methods(["GET", "POST"])
def step(request, machine, reference, step):
    """Ask for the reason where one is needed, perform, and go back to where the button was. Where the step is not possible
    that is said before anything is typed."""
    case = case_or_404(machine, reference, request.user)
    try:
        transition = case.machine.step(step)
    except UnknownStep:
        raise Http404 from None
    form = NoteForm(transition, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            perform(case, step, by=request.user, note=form.typed)
        except NoteMissing:
            pass  # the form says so
        except StepRefused as refusal:
            for sentence in refusal.sentences:
                messages.error(request, sentence)
            if not form.typed:
                return redirect(way_back(request, case))
        else:
            messages.success(
                request,
                _("Done: %(case)s is now “%(state)s”.") % {"case": case, "state": case.state_label_for(request.user)},
            )
            return redirect(way_back(request, case))
    asked = request.method == "GET"
    facts = {
        "case": case,
        "transition": transition,
        "form": form,
        "next": way_back(request, case),
        "refusal": why_not(case, transition, request.user, ANY_NOTE) if asked else None,
    }
    return render(request, "workflow/step.html", facts, status=200 if asked else 422)


@require_http_methods(["GET", "POST"])
def several(request, machine):
    """Choose a step for the cases that were ticked, read what would come of it in each, and take it."""
    model, asked = model_or_404(machine), request.POST if request.method == "POST" else request.GET
    references = set(asked.getlist("here" if "all" in asked else "case"))
    if not references or len(references) > MOST:
        few = _("Tick at least one row, then choose the step.")
        messages.error(request, _("At most %(most)d cases go at once.") % {"most": MOST} if references else few)
        return redirect(wanted_way(request) or "home")
    cases = ticked(model, references, request.user)
    if not cases:
        raise Http404
    facts = {"machine": machine_of(model), "cases": cases, "next": wanted_way(request)}
    if not asked.get("step"):
        return choose(request, facts)
    try:
        transition = machine_of(model).step(asked["step"])
    except UnknownStep:
        raise Http404 from None
    if transition.alone:
        return choose(request, facts, error=transition.alone, status=422)
    return confirm(request, facts | {"transition": transition})


def choose(request, facts, *, error="", status=200):
    """The steps open to the person in at least one of the cases; those that are taken case by case say why."""
    found = choices(facts["machine"], facts["cases"], request.user)
    facts |= {
        "choices": [choice for choice in found if not choice.transition.alone],
        "alone": [choice.transition for choice in found if choice.transition.alone],
        "error": error,
    }
    return render(request, "workflow/several/choose.html", facts, status=status)


def confirm(request, facts):
    """What would come of the step in each case; on POST, what came of it."""
    transition = facts["transition"]
    form = NoteForm(transition, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = perform_each(facts["cases"], transition.name, by=request.user, note=form.cleaned_data["note"])
        went = sum(each.goes for each in done)
        return render(request, "workflow/several/done.html", facts | {"outlooks": done, "went": went})
    outlooks = outlook(facts["cases"], transition, request.user)
    facts |= {"outlooks": outlooks, "number": sum(each.goes for each in outlooks), "form": form}
    return render(request, "workflow/several/confirm.html", facts, status=422 if form.errors else 200)


def way_back(request, case):
    """The page to return to: `next` where it is one of ours that the person may still see, else the case."""
    return wanted_way(request) or case.get_absolute_url()


def wanted_way(request):
    """`next` where it is a page of ours, else nothing."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()) and target.startswith("/"):
        return target
    return ""
