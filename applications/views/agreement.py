"""The agreement: read it, accept it with one's name, or decline it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.forms import AcceptAgreementForm
from applications.models import Agreement, Application
from applications.permissions import is_applicant
from applications.views.access import application_or_404
from files.responses import private_file
from workflow.engine import perform
from workflow.machine import StepRefused


@require_http_methods(["GET", "POST"])
def agreement(request, reference):
    """Everybody who sees the case may read; the applicant accepts while it is offered."""
    may_accept = is_applicant if request.method == "POST" else None
    application = application_or_404(request, reference, may=may_accept)
    offered = agreement_of(application)
    form = AcceptAgreementForm(request.POST or None, initial={"sha256": offered.stored.sha256})
    if request.method == "POST" and form.is_valid() and accept(request, application, form):
        return redirect(application)
    return render(
        request,
        "applications/agreement.html",
        {
            "application": application,
            "agreement": offered,
            "form": form,
            "may_accept": application.state == Application.State.OFFERED and is_applicant(request.user, application),
        },
        status=422 if request.method == "POST" else 200,
    )


def accept(request, application, form):
    """True once accepted; a refusal becomes an error of the form, so that what was typed stays."""
    facts = {"name": form.cleaned_data["name"], "sha256": form.cleaned_data["sha256"]}
    try:
        perform(application, "agree", by=request.user, **facts)
    except StepRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, sentence)
        return False
    messages.success(request, _("The agreement is accepted. The document evaluation follows."))
    return True


def document(request, reference):
    """The PDF of the agreement; `?show` opens it in the browser."""
    stored = agreement_of(application_or_404(request, reference)).stored
    return private_file(stored, inline="show" in request.GET)


def agreement_of(application):
    found = Agreement.objects.select_related("stored", "accepted_by").filter(application=application).first()
    if not found:
        raise Http404
    return found
