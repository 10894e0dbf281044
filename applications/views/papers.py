"""The applicant's papers: the checklist, uploading, replacing, removing, and downloading for everyone who sees the case."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.actions import attach_paper, remove_paper
from applications.models import PaperKind, PaperVersion
from applications.permissions import is_applicant
from applications.queries import checklist
from applications.task_list import paper_figures
from applications.views.access import REFUSALS, application_or_404, refused, saved, wants_json
from files.intake import limits_sentence
from files.kinds import DOCUMENTS
from files.responses import private_file


def papers(request, reference):
    application = application_or_404(request, reference, may=is_applicant)
    lines = checklist(application)
    return render(
        request,
        "applications/papers.html",
        {
            "application": application,
            "compulsory": [line for line in lines if line.is_compulsory],
            "further": [line for line in lines if not line.is_compulsory],
            "figures": paper_figures(lines),
            "limits": limits_sentence(),
            "may_change": application.is_editable,
            "max_bytes": settings.UPLOAD_LIMIT_MB * 1024 * 1024,
            "accept": ",".join(ending for kind in DOCUMENTS for ending in kind.extensions),
        },
    )


@require_POST
def upload(request, reference, kind):
    """Take one or several files for a line of the checklist. Of several, those that will do are kept."""
    application = application_or_404(request, reference, may=is_applicant)
    return take(request, application, get_object_or_404(PaperKind, code=kind))


@require_POST
def replace(request, reference, paper):
    """Take the next version of a paper."""
    application = application_or_404(request, reference, may=is_applicant)
    paper = get_object_or_404(application.papers, pk=paper, removed_at=None)
    return take(request, application, paper.kind, paper=paper)


def take(request, application, kind, *, paper=None):
    back = line_address(application, kind)
    uploads = request.FILES.getlist("file")[: 1 if paper else None]
    if not uploads:
        messages.error(request, _("Choose a file."))
        return redirect(back)
    kept = []
    for each in uploads:
        try:
            kept.append(attach_paper(application, kind, each, by=request.user, paper=paper))
        except REFUSALS as refusal:
            if wants_json(request) or len(uploads) == 1:
                return refused(request, refusal, back)
            messages.error(request, str(refusal))
    return saved(
        request, back, _("Uploaded: %(names)s") % {"names": ", ".join(v.stored.name for v in kept)} if kept else ""
    )


@require_POST
def remove(request, reference, paper):
    application = application_or_404(request, reference, may=is_applicant)
    paper = get_object_or_404(application.papers.select_related("kind"), pk=paper)
    back = line_address(application, paper.kind)
    try:
        remove_paper(paper, by=request.user)
    except REFUSALS as refusal:
        return refused(request, refusal, back)
    return saved(request, back, _("The paper is removed from the checklist."))


def download(request, reference, paper, number):
    """Any version of any paper, for everyone who may see the application; `?show` opens it in the browser."""
    application = application_or_404(request, reference)
    versions = PaperVersion.objects.select_related("stored").filter(paper__application=application)
    version = get_object_or_404(versions, paper=paper, number=number)
    return private_file(version.stored, inline="show" in request.GET)


def line_address(application, kind):
    return f"{reverse('application_papers', args=[application.reference])}#{kind.code}"
