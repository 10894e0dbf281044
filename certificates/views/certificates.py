"""Certificates for those who keep them and those who hold them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.doors import only
from accounts.permissions import is_manager, is_staff_person
from accounts.roles import Role
from certificates.actions import seal_again
from certificates.permissions import is_certificate_manager
from certificates.queries import public_record
from certificates.views.access import certificate_or_404
from certificates.views.listings import CERTIFICATES, SURVEILLANCES, state_today
from files.responses import private_file
from workflow.lists import answer
from workflow.machine import StepRefused


@require_safe
def certificates(request):
    return answer(request, CERTIFICATES, template="certificates/register/list.html")


@require_safe
@only(is_staff_person)
def surveillances(request):
    return answer(request, SURVEILLANCES, template="certificates/register/surveillance_list.html")


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
