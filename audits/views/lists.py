"""The list of audits, and above it what is ready to be planned."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Role
from applications.models import Application
from audits.actions import AlreadyOpened, open_audit
from audits.forms.lists import AuditFilterForm
from audits.permissions import is_free_audit_manager
from audits.queries.lists import audits_listed
from audits.queries.worklists import applications_to_plan
from audits.views.access import demand
from workflow.machine import StepRefused

ROWS_PER_PAGE = 25


@require_safe
def audits(request):
    user, wanted = request.user, request.GET
    found = audits_listed(user, words=wanted.get("q", ""), state=wanted.get("state", ""), sort=wanted.get("sort", ""))
    facts = {
        "page": Paginator(found, ROWS_PER_PAGE).get_page(wanted.get("page")),
        "form": AuditFilterForm(wanted, user=user),
        "narrowed": any(wanted.get(name) for name in ("q", "state")),
        "to_plan": applications_to_plan(user) if Role.AUDIT_MANAGER in user.roles else (),
    }
    return render(request, "audits/audits.html", facts)


@require_http_methods(["GET", "POST"])
def open_file(request, reference):
    """Open the audit file of an application, or go to the one a colleague has just opened."""
    application = get_object_or_404(Application.objects.visible_to(request.user), reference=reference)
    if request.method == "GET":
        demand(is_free_audit_manager, request.user, application)
        return render(request, "audits/open_file.html", {"application": application, "effort": effort_of(application)})
    try:
        audit = open_audit(application, by=request.user)
    except AlreadyOpened as refusal:
        messages.info(request, refusal.sentences[0])
        return redirect(refusal.audit)
    except StepRefused as refusal:
        messages.error(request, refusal.sentences[0])
        return redirect("audits")
    messages.success(request, _("The audit file %(audit)s is open. Now make the plan and the team.") % {"audit": audit})
    return redirect(audit)


def effort_of(application):
    """Days and sample as fixed for the agreement, or None."""
    return getattr(application, "effort", None)
