"""Fetching a case for a page: whoever may not see it is told that there is none, whoever may only look is sent away."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from audits.models import Audit, Nonconformity


def audit_or_404(request, reference):
    audits = Audit.objects.visible_to(request.user)
    related = audits.select_related("organisation", "application__organisation", "application__effort", "edition")
    return get_object_or_404(related, reference=reference)


def nonconformity_or_404(request, reference):
    seen = Nonconformity.objects.visible_to(request.user)
    related = seen.select_related(
        "audit__organisation", "audit__edition", "audit__application__organisation", "special_deduction", "raised_by"
    )
    return get_object_or_404(related, reference=reference)


def demand(may, user, case):
    """403 unless the predicate holds."""
    if not may(user, case):
        raise PermissionDenied


def posted(request):
    """What was sent, be it empty, or None where the page is only asked for."""
    return request.POST if request.method == "POST" else None
