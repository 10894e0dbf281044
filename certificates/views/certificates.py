"""Certificates for those who keep them and those who hold them."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from certificates.forms.lists import CertificateFilterForm
from certificates.queries.lists import certificates_listed
from certificates.views.access import certificate_or_404
from files.responses import private_file

ROWS_PER_PAGE = 25
FILTERS = ("q", "state", "level", "expiring")


@require_safe
def certificates(request):
    wanted = request.GET
    words, state, level, expiring = (wanted.get(name, "") for name in FILTERS)
    found = certificates_listed(
        request.user, words=words, state=state, level=level, expiring=expiring, sort=wanted.get("sort", "")
    )
    facts = {
        "page": Paginator(found, ROWS_PER_PAGE).get_page(wanted.get("page")),
        "form": CertificateFilterForm(wanted),
        "narrowed": any((words, state, level, expiring)),
    }
    return render(request, "certificates/register/list.html", facts)


@require_safe
def certificate(request, reference):
    return render(
        request, "certificates/register/certificate.html", {"certificate": certificate_or_404(request, reference)}
    )


@require_safe
def sealed_pdf(request, reference):
    seal = certificate_or_404(request, reference).seal
    if not seal.stored:
        raise Http404
    return private_file(seal.stored)


@require_POST
def seal_again(request, reference):
    raise Http404
