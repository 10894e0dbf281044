"""Certificates for those who keep them and those who hold them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import is_manager
from accounts.roles import Role
from certificates.actions import seal_again
from certificates.forms.lists import CertificateFilterForm
from certificates.permissions import is_certificate_manager
from certificates.queries import public_record
from certificates.queries.lists import certificates_listed
from certificates.views.access import certificate_or_404
from files.responses import private_file
from workflow.machine import StepRefused

ROWS_PER_PAGE = 25
FILTERS = ("q", "state", "level", "expiring")


@require_safe
def certificates(request):
    wanted = request.GET
    words, state, level, expiring = (wanted.get(name, "") for name in FILTERS)
    found = certificates_listed(
        request.user, words=words, state=state, level=level, expiring=expiring, sort=wanted.get("sort", "")
    )
    page = Paginator(found, ROWS_PER_PAGE).get_page(wanted.get("page"))
    facts = {
        "page": page,
        "rows": [(certificate, state_today(certificate)) for certificate in page],
        "form": CertificateFilterForm(wanted),
        "narrowed": any((words, state, level, expiring)),
    }
    return render(request, "certificates/register/list.html", facts)


def state_today(certificate):
    """The words of the state computed from the dates, not of the one that the nightly step left."""
    return certificate.machine.state(certificate.state_today)


@require_safe
def certificate(request, reference):
    case = certificate_or_404(request, reference)
    user = request.user
    facts = {
        "certificate": case,
        "state": state_today(case),
        "record": public_record(case.reference),
        "seal": case.seal,
        "surveillances": list(case.surveillances.all()),
        "sees_error": is_manager(user),
        "may_keep": is_certificate_manager(user, case),
        "sees_decision": bool(user.roles & {Role.MEMBER, Role.MANAGER}),
    }
    return render(request, "certificates/register/certificate.html", facts)


@require_safe
def sealed_pdf(request, reference):
    """The sealed PDF under the certificate's number; 404 while it is being sealed."""
    seal = certificate_or_404(request, reference).seal
    if not seal.stored:
        raise Http404(_("The PDF of this certificate is being sealed. Come back in a few minutes."))
    return private_file(seal.stored)


@require_POST
def seal_certificate_again(request, reference):
    case = certificate_or_404(request, reference)
    try:
        seal_again(case, by=request.user)
    except StepRefused as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
    else:
        messages.success(request, _("The sealing is being tried again. Reload the page in a moment."))
    return redirect(case)
