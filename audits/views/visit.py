"""Closing meeting and the raising of nonconformities."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.deadlines import DAYS, MONTHS_AT_MOST
from audits.forms.visit import ClosingForm, RaiseForm
from audits.models import Audit, Nonconformity
from audits.permissions import is_leader, is_scorer
from audits.views.access import audit_or_404, demand, posted
from audits.views.team import saved
from workflow.engine import available_steps


@require_http_methods(["GET", "POST"])
def close_visit(request, reference):
    """The team leader holds the closing meeting; from its date the deadlines are counted."""
    audit = audit_or_404(request, reference)
    demand(is_leader, request.user, audit)
    if audit.state != Audit.State.ON_SITE:
        messages.info(request, _("The closing meeting is held while the audit is on site."))
        return redirect(audit)
    form = ClosingForm(audit, posted(request))
    if request.method == "POST" and saved(request, form, lambda: form.save(by=request.user)):
        messages.success(
            request, _("The closing meeting is recorded and the client told. Deadlines run from its date.")
        )
        return redirect(audit)
    facts = {
        "audit": audit,
        "form": form,
        "nonconformities": audit.nonconformities.exclude(state=Nonconformity.State.DROPPED),
        "days": DAYS,
        "months": MONTHS_AT_MOST,
        "obstacles": [s for t, found in available_steps(audit, request.user) if t.name == "close_visit" for s in found],
    }
    return render(request, "audits/close_visit.html", facts, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def raise_one(request, reference):
    """Raise a minor or major nonconformity; `?clause=` chooses the clause beforehand."""
    audit = audit_or_404(request, reference)
    demand(is_scorer, request.user, audit)
    if not audit.is_scorable:
        messages.info(request, _("Nonconformities are raised between the opening meeting and the report."))
        return redirect(audit)
    form = RaiseForm(audit, posted(request), clause=request.GET.get("clause", ""))
    if request.method == "POST" and saved(request, form, lambda: form.save(by=request.user)):
        messages.success(request, _("The nonconformity is raised."))
        return redirect(f"{audit.get_absolute_url()}#nonconformities")
    facts = {"audit": audit, "form": form}
    return render(request, "audits/raise_nonconformity.html", facts, status=422 if request.method == "POST" else 200)
