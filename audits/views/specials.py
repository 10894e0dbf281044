"""Special deductions and the bonus: outside the clauses, one page of their own."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.actions.deductions import withdraw_bonus, withdraw_deduction
from audits.forms.scoring import BonusForm, DeductionForm, WithdrawForm
from audits.queries.scoring import scoring_board
from audits.views.scoring import REFUSED, is_writable, seen_audit

FORMS = {"deduct": DeductionForm, "give_bonus": BonusForm}


@require_http_methods(["GET", "POST"])
def specials(request, reference):
    """The list, and the two forms that add to it; `deed` names the form that was sent."""
    audit = seen_audit(request, reference)
    forms = {name: form(prefix=name) for name, form in FORMS.items()}
    deed = request.POST.get("deed")
    if request.method == "POST" and deed in FORMS:
        forms[deed] = FORMS[deed](request.POST, prefix=deed)
        if forms[deed].save(audit, by=request.user):
            messages.success(request, _("Saved. The score has been worked out again."))
            return redirect("scoring_specials", reference)
    facts = {
        "audit": audit,
        "board": scoring_board(audit),
        "withdrawn": audit.special_deductions.exclude(withdrawn_at=None).select_related("by"),
        "forms": forms,
        "writable": is_writable(request.user, audit),
    }
    return render(request, "audits/scoring/specials.html", facts, status=REFUSED if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def withdraw(request, reference, pk):
    """Ask for the reason and withdraw a special deduction."""
    audit = seen_audit(request, reference)
    deduction = get_object_or_404(audit.special_deductions, pk=pk)
    title = _("Withdraw the special deduction")
    deed = partial(withdraw_deduction, deduction, by=request.user)
    return _withdraw(request, audit, title, deduction.text, deed)


@require_http_methods(["GET", "POST"])
def bonus_withdrawal(request, reference):
    """Ask for the reason and withdraw the bonus."""
    audit = seen_audit(request, reference)
    text = audit.bonus.text if hasattr(audit, "bonus") else ""
    title = _("Withdraw the special bonus")
    return _withdraw(request, audit, title, text, partial(withdraw_bonus, audit, by=request.user))


def _withdraw(request, audit, title, text, deed):
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.try_save(deed):
        messages.success(request, _("Withdrawn. The score has been worked out again."))
        return redirect("scoring_specials", audit.reference)
    facts = {"audit": audit, "heading": title, "text": text, "form": form}
    return render(request, "audits/scoring/withdraw.html", facts, status=REFUSED if request.method == "POST" else 200)
