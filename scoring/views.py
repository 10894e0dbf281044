"""Editions of the standard: to read by all staff, to approve by a manager as the standard's owner."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import is_manager, is_staff_person
from scoring.actions import EditionRefused, approve_edition
from scoring.models import Edition, Indicator
from scoring.queries import provisional_indicators, tree
from scoring.words import rules_in_words


def editions_for(user):
    """Every edition for staff; applicants meet the standard in their application, not here."""
    if not is_staff_person(user):
        raise PermissionDenied
    return Edition.objects.select_related("approved_by").order_by("standard", "-version")


def editions(request):
    rows = [(edition, len(provisional_indicators(edition))) for edition in editions_for(request.user)]
    return render(request, "scoring/editions.html", {"rows": rows})


def edition(request, pk):
    found = get_object_or_404(editions_for(request.user), pk=pk)
    sections = tree(found)
    return render(
        request,
        "scoring/edition.html",
        {
            "edition": found,
            "sections": sections,
            "rules": rules_in_words(found.parameters),
            "provisional": len(provisional_indicators(found)),
            "clauses": sum(len(section.below(Indicator.Depth.CLAUSE)) for section in sections),
            "may_approve": is_manager(request.user) and not found.is_approved,
        },
    )


@require_POST
def approve(request, pk):
    found = get_object_or_404(editions_for(request.user), pk=pk)
    if not is_manager(request.user):
        raise PermissionDenied
    try:
        approve_edition(found, by=request.user)
    except EditionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(edition)s is approved. Certificates can be issued on it.") % {"edition": found})
    return redirect("edition", pk=found.pk)
