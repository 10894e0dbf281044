"""The dossier of one round and what its readers do there."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from certificates.views.access import decision_or_404


@require_safe
def decision(request, reference):
    return render(request, "certificates/decisions/dossier.html", {"decision": decision_or_404(request, reference)})


@require_POST
def vote(request, reference):
    raise Http404


@require_POST
def aside(request, reference):
    raise Http404
