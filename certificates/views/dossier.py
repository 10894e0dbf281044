"""The dossier of one round and what its readers do there."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates.forms.committee import StepAsideForm, VoteForm
from certificates.permissions import has_interest_in_client, is_deciding_manager
from certificates.queries import may_see_votes, standing_sentence, tally, why_not_voter
from certificates.queries.dossier import dossier_of, problems_of, votes_shown
from certificates.views.access import decision_or_404
from workflow.machine import StepRefused

REFUSED = 422


@require_safe
def decision(request, reference):
    return page(request, decision_or_404(request, reference))


def page(request, case, *, vote=None, aside=None, status=200):
    """The dossier; who has an interest in the client is told so and reads nothing of it."""
    user = request.user
    facts = {"decision": case, "why_not": why_not_voter(user, case)}
    if has_interest_in_client(user, case):
        return render(request, "certificates/decisions/barred.html", facts, status=status)
    facts |= {
        "standing": standing_sentence(case, user),
        "tally": tally(case),
        "problems": problems_of(case),
        "sees_votes": may_see_votes(user, case),
        "votes": votes_shown(user, case),
        "may_decide": is_deciding_manager(user, case),
        "vote_form": vote or VoteForm(),
        "aside_form": aside or StepAsideForm(),
        "aside_open": bool(aside),
        "later_round": case.audit.decisions.filter(pk__gt=case.pk).order_by("-pk").first(),
    }
    return render(request, "certificates/decisions/dossier.html", facts | dossier_of(case, user), status=status)


@require_POST
def vote(request, reference):
    case = decision_or_404(request, reference)
    form = VoteForm(request.POST)
    if not saved(form, case, by=request.user):
        return page(request, case, vote=form, status=REFUSED)
    messages.success(request, _("Your vote is cast."))
    return redirect(case)


@require_POST
def aside(request, reference):
    case = decision_or_404(request, reference)
    form = StepAsideForm(request.POST)
    if not saved(form, case, by=request.user):
        return page(request, case, aside=form, status=REFUSED)
    messages.success(request, _("Your interest is on record. You neither vote nor decide in the cases of this client."))
    return redirect("decisions")


def saved(form, case, *, by) -> bool:
    """Save a valid form; a refusal becomes the form's error, so that what was typed stays."""
    if not form.is_valid():
        return False
    try:
        form.save(case, by=by)
    except StepRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, sentence)
        return False
    return True
