"""The committee's worklist and the rounds it held."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Role
from audits.models import Audit
from certificates.actions import take_up
from certificates.forms.lists import DecisionFilterForm
from certificates.permissions import is_deciding_manager
from certificates.queries import (
    audits_awaiting_decision,
    decisions_awaiting_grant,
    decisions_awaiting_vote,
    is_barred_from,
    standing_sentence,
)
from certificates.queries.lists import decisions_listed
from workflow.machine import StepRefused

ROWS_PER_PAGE = 25
COMMITTEE = {Role.MEMBER, Role.MANAGER}


def demand_committee(user):
    """403 for everybody but members of the committee and managers."""
    if not user.roles & COMMITTEE:
        raise PermissionDenied


@require_safe
def decisions(request):
    demand_committee(request.user)
    user, wanted = request.user, request.GET
    found = decisions_listed(
        user, words=wanted.get("q", ""), state=wanted.get("state", ""), sort=wanted.get("sort", "")
    )
    facts = {
        "page": Paginator(found, ROWS_PER_PAGE).get_page(wanted.get("page")),
        "form": DecisionFilterForm(wanted),
        "narrowed": any(wanted.get(name) for name in ("q", "state")),
        "to_take_up": [(audit, is_barred_from(user, audit)) for audit in audits_awaiting_decision()],
        "to_vote": _standing(decisions_awaiting_vote(user), user) if Role.MEMBER in user.roles else None,
        "to_grant": _standing(_grantable(user), user) if Role.MANAGER in user.roles else None,
    }
    return render(request, "certificates/decisions/list.html", facts)


def _grantable(user):
    return [decision for decision in decisions_awaiting_grant() if is_deciding_manager(user, decision)]


def _standing(rows, user):
    return [(decision, standing_sentence(decision, user)) for decision in rows]


@require_POST
def take_up_report(request, reference):
    """Put a report before the committee, or go to the round a colleague has just opened."""
    demand_committee(request.user)
    audit = get_object_or_404(Audit.objects.visible_to(request.user), reference=reference)
    try:
        decision = take_up(audit, by=request.user)
    except StepRefused as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
        return redirect("decisions")
    messages.success(
        request, _("%(case)s is before the committee as %(decision)s.") % {"case": audit, "decision": decision}
    )
    return redirect(decision)
