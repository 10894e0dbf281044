"""The list of applications, the same for applicants and staff, and the start of one."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from applications.forms import ApplicationFilter, StartForm
from applications.queries import applications_listed
from applications.views.access import REFUSALS, refused
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

LISTING = Listing(
    name="applications",
    title=_("Applications"),
    columns=(
        reference(_("Number")),
        organisation("organisation__name", _("Applicant")),
        Column("scope", _("Scope"), lambda application, reader: application.scope_words, only_exported=True),
        state_words(order=()),
        next_actor(),
        since(),
        due(),
        due_kind(),
        Column(
            "aimed",
            _("Level aimed at"),
            lambda application, reader: level_label(application.level_aimed) if application.level_aimed else "",
            only_exported=True,
        ),
        Column(
            "submitted_at",
            _("Submitted"),
            lambda application, reader: application.submitted_at,
            "date",
            ("submitted_at",),
        ),
    ),
    rows=applications_listed,
    filter=ApplicationFilter,
    counted=lambda number: ngettext("%(n)d application", "%(n)d applications", number) % {"n": number},
    order=("-created_at", "-pk"),
    machine="application",
)


@require_safe
def applications(request):
    return answer(request, LISTING, template="applications/list.html")


@require_http_methods(["GET", "POST"])
def start(request):
    """Begin a draft. Whoever belongs to no organisation registers one first; staff have none to apply for."""
    if request.user.roles:
        raise PermissionDenied
    form = StartForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(form.save())
        except REFUSALS as refusal:
            return refused(request, refusal, "applications")
    status = 422 if request.method == "POST" else 200
    return render(request, "applications/start.html", {"form": form}, status=status)
