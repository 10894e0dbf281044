"""The page on which the audit manager writes the plan."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.forms.plan import AgendaRows, PlanForm
from audits.models import Audit
from audits.permissions import is_free_audit_manager
from audits.queries.agenda import suggested_agenda
from audits.queries.plan import days_planned, outlets_required
from audits.queries.team import named, team_now
from audits.views.access import audit_or_404, demand
from workflow.machine import StepRefused


@require_http_methods(["GET", "POST"])
def plan(request, reference):
    """Save, add or remove a line of the agenda, or have one suggested; what was typed stays in every case."""
    audit = audit_or_404(request, reference)
    demand(is_free_audit_manager, request.user, audit)
    if audit.state != Audit.State.PLANNING:
        messages.info(request, _("The plan is no longer being written. Take it back first to change it."))
        return redirect(audit)
    if request.method == "GET":
        return plan_page(request, audit, PlanForm(audit), AgendaRows.of(audit))
    if "add" in request.POST or "remove" in request.POST:
        return plan_page(request, audit, PlanForm.as_typed(audit, request.POST), AgendaRows.rearranged(request.POST))
    return save(request, audit)


def save(request, audit):
    form, rows = PlanForm(audit, request.POST), AgendaRows(request.POST)
    if not (form.is_valid() & rows.is_valid()):
        return plan_page(request, audit, form, rows, status=422)
    agenda = rows.filled()
    try:
        form.save(agenda, by=request.user)
        if "suggest" in request.POST and not agenda:
            return suggest(request, audit)
    except StepRefused as refusal:
        form.add_error(None, refusal.sentences)
        return plan_page(request, audit, form, rows, status=409)
    messages.success(request, _("The plan is saved."))
    return redirect("audit" if "leave" in request.POST else "audit_plan", audit.reference)


def suggest(request, audit):
    """Show a first agenda; it is kept when the plan is saved."""
    lines = suggested_agenda(audit)
    if not lines:
        messages.warning(request, _("The plan is saved. Enter first and last day, then an agenda can be suggested."))
    else:
        messages.info(request, _("The plan is saved. Below stands a suggestion for the agenda: change it and save."))
    return plan_page(request, audit, PlanForm(audit), AgendaRows(rows=lines))


def plan_page(request, audit, form, rows, status=200):
    facts = {
        "audit": audit,
        "form": form,
        "rows": rows,
        "days": days_planned(audit),
        "outlets_required": outlets_required(audit),
        "team": named(team_now(audit)),
        "wishes": audit.application.wishes,
    }
    return render(request, "audits/plan.html", facts, status=status)
