"""Fetching a case for a page: whoever may not see it is told that there is none."""

from django.shortcuts import get_object_or_404

from certificates.models import Certificate, Decision


def decision_or_404(request, reference):
    decisions = Decision.objects.visible_to(request.user)
    related = decisions.select_related(
        "organisation", "score_sheet__edition", "audit__application", "audit__edition", "certificate"
    )
    return get_object_or_404(related, reference=reference)


def certificate_or_404(request, number):
    certificates = Certificate.objects.visible_to(request.user)
    related = certificates.select_related("organisation", "decision__audit", "score_sheet__edition", "seal__stored")
    return get_object_or_404(related, reference=number)
