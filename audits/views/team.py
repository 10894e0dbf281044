"""Pages of the team: who is on it, appointing, replacing, declarations, objections."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.actions.team import CHANGEABLE, LIVE
from audits.forms.team import AnswerObjectionForm, AppointForm, DeclarationForm, ObjectionForm, ReplaceForm
from audits.models import Audit, TeamMember
from audits.permissions import is_client, is_free_audit_manager
from audits.queries.team import assignment_of, candidates, former_team, open_general_objection, team_now
from audits.views.access import audit_or_404, demand, posted
from audits.views.case import OBJECTABLE
from workflow.machine import StepRefused


@require_http_methods(["GET", "POST"])
def team(request, reference):
    """The team with everybody who may still be appointed."""
    audit = manageable_or_404(request, reference)
    offered = candidates(audit) if audit.state in CHANGEABLE else []
    form = AppointForm(audit, posted(request), offered=offered)
    if request.method == "POST" and saved(request, form, lambda: form.save(by=request.user)):
        person = form.cleaned_data["person"]
        messages.success(request, _("%(name)s is on the team and is asked for the declaration.") % {"name": person})
        return redirect("audit_team", audit.reference)
    facts = {
        "audit": audit,
        "form": form,
        "candidates": offered,
        "team": team_now(audit),
        "former": former_team(audit),
        "objection": open_general_objection(audit),
        "changeable": audit.state in CHANGEABLE,
    }
    return render(request, "audits/team.html", facts, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def replace_member(request, reference, pk):
    audit = manageable_or_404(request, reference)
    member = present_member_or_404(audit, pk)
    if request.method == "GET" and audit.state not in CHANGEABLE:
        return redirect("audit_team", audit.reference)  # the page of the team says why
    form = ReplaceForm(member, posted(request))
    if request.method == "POST" and saved(request, form, lambda: form.save(by=request.user)):
        messages.success(request, _("%(name)s is off the team and stays in the record.") % {"name": member.user})
        return redirect("audit_team", audit.reference)
    facts = {"audit": audit, "member": member, "form": form}
    return render(request, "audits/replace_member.html", facts, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def answer(request, reference, pk=None):
    """Overrule an objection: to a member, or (without `pk`) to the plan as such."""
    audit = manageable_or_404(request, reference)
    member = present_member_or_404(audit, pk) if pk else None
    objection = member.objection if member else getattr(open_general_objection(audit), "note", "")
    if not objection or (member and not member.has_open_objection):
        messages.info(request, _("This objection was answered before."))
        return redirect("audit_team", audit.reference)
    form = AnswerObjectionForm(posted(request))
    if request.method == "POST" and saved(request, form, lambda: form.save(audit, by=request.user, member=member)):
        messages.success(request, _("The client is told your answer."))
        return redirect("audit_team", audit.reference) if member else redirect(audit)
    facts = {"audit": audit, "member": member, "objection": objection, "form": form}
    return render(request, "audits/answer_objection.html", facts, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def declaration(request, reference):
    """The person's own declaration of interest in this audit."""
    audit = audit_or_404(request, reference)
    member = assignment_of(request.user, audit)
    if not member or audit.state not in LIVE:
        raise Http404
    form = DeclarationForm(posted(request))
    if request.method == "POST" and saved(request, form, lambda: form.save(audit, by=request.user)):
        if form.cleaned_data["interest"] == "none":
            messages.success(request, _("Thank you: your declaration is recorded."))
            return redirect(audit)
        messages.info(
            request, _("Your interest is recorded. You take no further part in %(audit)s.") % {"audit": audit}
        )
        return redirect("home")
    facts = {"audit": audit, "member": member, "form": form}
    return render(request, "audits/declaration.html", facts, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def objection(request, reference):
    """The client objects to the plan or to a member of the team."""
    audit = audit_or_404(request, reference)
    demand(is_client, request.user, audit)
    if audit.state not in OBJECTABLE:
        messages.info(request, _("There is no plan with you at present to object to."))
        return redirect(audit)
    form = ObjectionForm(audit, posted(request), with_plan=audit.state == Audit.State.PROPOSED)
    if request.method == "POST" and saved(request, form, lambda: form.save(by=request.user)):
        messages.success(request, _("Your objection is with us. You will be told how it is answered."))
        return redirect(audit)
    facts = {"audit": audit, "form": form}
    return render(request, "audits/objection.html", facts, status=422 if request.method == "POST" else 200)


def saved(request, form, save):
    """Was the form valid and the deed done? A refusal stands above the form, and what was typed is kept."""
    if not form.is_valid():
        return False
    try:
        save()
    except StepRefused as refusal:
        form.add_error(None, refusal.sentences)
        return False
    return True


def manageable_or_404(request, reference):
    audit = audit_or_404(request, reference)
    demand(is_free_audit_manager, request.user, audit)
    return audit


def present_member_or_404(audit, pk) -> TeamMember:
    return get_object_or_404(audit.current_team.select_related("user", "audit__organisation"), pk=pk)
