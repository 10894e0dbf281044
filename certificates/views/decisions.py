"""The committee's worklist and the rounds it held."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Role
from audits.models import Audit
from certificates.actions import take_up
from certificates.queries import (
    audits_awaiting_decision,
    audits_barred_to,
    decisions_awaiting_vote,
    decisions_to_grant,
    standing_sentence,
    tallies,
)
from certificates.views.listings import DECISIONS
from workflow.lists import answer
from workflow.machine import StepRefused

COMMITTEE = {Role.MEMBER, Role.MANAGER}


def demand_committee(user):
    """403 for everybody but members of the committee and managers."""
    if not user.roles & COMMITTEE:
        raise PermissionDenied


@require_safe
def decisions(request):
    demand_committee(request.user)
    user = request.user
    barred = set(audits_barred_to(user).values_list("pk", flat=True))
    facts = {
        "to_take_up": [(audit, audit.pk in barred) for audit in audits_awaiting_decision()],
        "to_vote": _standing(decisions_awaiting_vote(user), user) if Role.MEMBER in user.roles else None,
        "to_grant": _standing(decisions_to_grant(user), user) if Role.MANAGER in user.roles else None,
    }
    return answer(request, DECISIONS, template="certificates/decisions/list.html", **facts)


def _standing(rows, user):
    counted = tallies(rows)
    return [(decision, standing_sentence(decision, user, counted[decision.pk])) for decision in rows]


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
