"""The list of audits with what is ready to be planned above it, and the list of nonconformities."""

from decimal import Decimal

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import only
from accounts.permissions import is_staff_person
from accounts.roles import Role
from applications.models import Application
from audits.actions import AlreadyOpened, open_audit
from audits.forms.lists import AuditFilter, NonconformityFilter
from audits.permissions import is_free_audit_manager, reads_nonconformities
from audits.queries.lists import audits_listed, nonconformities_listed
from audits.queries.worklists import applications_to_plan
from audits.views.access import demand
from scoring.words import level_label
from workflow.lists import (
    Column,
    Listing,
    answer,
    due,
    due_kind,
    next_actor,
    organisation,
    reference,
    since,
    state_words,
)
from workflow.machine import StepRefused

AUDITS = Listing(
    name="audits",
    title=_("Audits"),
    columns=(
        reference(_("Number")),
        organisation(),
        Column("kind", _("Kind of audit"), lambda audit, reader: str(audit.get_kind_display()), only_exported=True),
        state_words(),
        next_actor(),
        since(),
        due(),
        due_kind(),
        Column(
            "starts_on",
            _("First day"),
            lambda audit, reader: audit.starts_on if reader.roles or audit.plan_is_sent else None,
            "date",
            ("starts_on",),
        ),
        Column(
            "leader",
            _("Team leader"),
            lambda audit, reader: str(audit.leaders[0].user) if audit.leaders else "",
            "small",
            seen=is_staff_person,
        ),
        Column(
            "score",
            _("Score"),
            lambda audit, reader: Decimal(str(audit.score)) if audit.score else None,
            "number",
            seen=is_staff_person,
        ),
        Column(
            "level",
            _("Level"),
            lambda audit, reader: level_label(audit.level) if audit.level else "",
            seen=is_staff_person,
            only_exported=True,
        ),
    ),
    rows=audits_listed,
    filter=AuditFilter,
    counted=lambda number: ngettext("%(n)d audit", "%(n)d audits", number) % {"n": number},
    order=("-created_at", "-pk"),
    machine="audit",
)
NONCONFORMITIES = Listing(
    name="nonconformities",
    title=_("Nonconformities"),
    columns=(
        reference(_("Number")),
        organisation(order=()),
        Column("audit", _("Audit"), lambda case, reader: case.audit.reference, only_exported=True),
        Column("clause", _("Clause"), lambda case, reader: case.clause, "small", ("clause",)),
        Column("kind", _("Kind"), lambda case, reader: str(case.get_kind_display())),
        Column("text", _("What was found"), lambda case, reader: case.text, only_exported=True),
        state_words(),
        next_actor(),
        since(),
        due(),
        due_kind(),
    ),
    rows=nonconformities_listed,
    filter=NonconformityFilter,
    counted=lambda number: ngettext("%(n)d nonconformity", "%(n)d nonconformities", number) % {"n": number},
    order=(F("due_at").asc(nulls_last=True), "-pk"),
    machine="nonconformity",
)


@require_safe
def audits(request):
    user = request.user
    to_plan = applications_to_plan(user) if Role.AUDIT_MANAGER in user.roles else ()
    return answer(request, AUDITS, template="audits/audits.html", to_plan=to_plan)


@require_safe
@only(reads_nonconformities)
def nonconformities(request):
    return answer(request, NONCONFORMITIES, template="audits/nonconformity_list.html")


@require_http_methods(["GET", "POST"])
def open_file(request, reference):
    """Open the audit file of an application, or go to the one a colleague has just opened."""
    application = get_object_or_404(Application.objects.visible_to(request.user), reference=reference)
    if request.method == "GET":
        demand(is_free_audit_manager, request.user, application)
        if application.state != Application.State.EVALUATED:
            messages.error(
                request, gettext("An audit file is opened once the documents are accepted, and this is not so.")
            )
            return redirect(application)
        return render(request, "audits/open_file.html", {"application": application, "effort": effort_of(application)})
    try:
        audit = open_audit(application, by=request.user)
    except AlreadyOpened as refusal:
        messages.info(request, refusal.sentences[0])
        return redirect(refusal.audit)
    except StepRefused as refusal:
        messages.error(request, refusal.sentences[0])
        return redirect("audits")
    messages.success(
        request, gettext("The audit file %(audit)s is open. Now make the plan and the team.") % {"audit": audit}
    )
    return redirect(audit)


def effort_of(application):
    """Days and sample as fixed for the agreement, or None."""
    return getattr(application, "effort", None)
