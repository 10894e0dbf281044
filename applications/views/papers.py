"""The applicant's papers: the checklist, uploading, replacing, removing, and downloading for everyone who sees the case."""

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.actions import attach_paper, move_paper, remove_paper
from applications.models import PaperKind, PaperVersion
from applications.permissions import is_applicant
from applications.queries import checklist, kinds_by_name
from applications.task_list import paper_figures
from applications.views.access import REFUSALS, application_or_404, refused, saved, wants_json
from applications.wording import listed, why_compulsory
from files.kinds import DOCUMENTS
from files.names import display_name
from files.responses import private_file
from workflow.machine import Obstructed

MOST_AT_ONCE = 60  # files sorted in one request; the page's script asks about these and sends each by itself


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
            "lines": lines,
            "figures": paper_figures(lines),
            "why": why_compulsory(application),
            "may_change": application.is_editable,
            "max_bytes": settings.UPLOAD_LIMIT_MB * 1024 * 1024,
            "accept": ",".join(ending for kind in DOCUMENTS for ending in kind.extensions),
        },
    )


@require_POST
def places(request, reference):
    """For the page's script: the line of each `name`, as its code and title, or null where the name does not say."""
    application_or_404(request, reference, may=is_applicant)
    kinds = kinds_by_name(request.POST.getlist("name")[:MOST_AT_ONCE])
    return JsonResponse({"places": [kind and {"code": kind.code, "title": kind.title} for kind in kinds]})


@require_POST
def sort(request, reference):
    """Take files for any line: for the line of the code `kind`, else each for the one that its name says."""
    application = application_or_404(request, reference, may=is_applicant)
    uploads = request.FILES.getlist("file")
    try:
        check_number(uploads)
        if request.POST.get("kind"):
            return take(request, application, line_named(request))
    except REFUSALS as refusal:
        return refused(request, refusal, reverse("application_papers", args=[application.reference]))
    kinds = kinds_by_name(upload.name for upload in uploads)
    unplaced = [display_name(upload.name) for upload, kind in zip(uploads, kinds, strict=True) if kind is None]
    if unplaced:
        sentence = _(
            "To which line these files belong cannot be told from their names: %(names)s. Upload them at their line below."
        ) % {"names": listed(unplaced)}
        if wants_json(request):
            return JsonResponse({"ok": False, "error": sentence}, status=422)
        messages.warning(request, sentence)
        if len(unplaced) == len(uploads):
            return redirect("application_papers", application.reference)
    return take(
        request,
        application,
        *[kind for kind in kinds if kind],
        uploads=[u for u, k in zip(uploads, kinds, strict=True) if k],
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


def take(request, application, *kinds, paper=None, uploads=None):
    """Attach each upload to its kind, or all of them to the one kind."""
    back = line_address(application, kinds[0]) if kinds else reverse("application_papers", args=[application.reference])
    uploads = request.FILES.getlist("file")[: 1 if paper else None] if uploads is None else uploads
    if not uploads:
        messages.error(request, _("Choose a file."))
        return redirect(back)
    kept = []
    for number, each in enumerate(uploads):
        kind = kinds[number] if len(kinds) == len(uploads) else kinds[0]
        try:
            kept.append(attach_paper(application, kind, each, by=request.user, paper=paper))
        except REFUSALS as refusal:
            if wants_json(request) or len(uploads) == 1:
                return refused(request, refusal, back)
            messages.error(request, str(refusal))
    return saved(request, back, _("Uploaded: %(names)s") % {"names": named(kept, kinds)} if kept else "")


def named(versions, kinds):
    """The files taken, with their lines where they went to several."""
    if len(set(kinds)) == 1:
        return ", ".join(version.stored.name for version in versions)
    return ", ".join(f"{version.stored.name} → {version.paper.kind.title}" for version in versions)


@require_POST
def move(request, reference, paper):
    """Put a paper to another line, where it was placed wrongly."""
    application = application_or_404(request, reference, may=is_applicant)
    paper = get_object_or_404(application.papers.select_related("kind"), pk=paper)
    try:
        kind = line_named(request)
        move_paper(paper, kind, by=request.user)
    except REFUSALS as refusal:
        return refused(request, refusal, line_address(application, paper.kind))
    return saved(
        request, line_address(application, kind), _("The paper is moved to “%(line)s”.") % {"line": kind.title}
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


def check_number(uploads):
    """Raise Obstructed where more files come than go at once: none is taken rather than the rest left out unsaid."""
    if len(uploads) > MOST_AT_ONCE:
        raise Obstructed(
            _("At most %(most)d files go at once; you chose %(n)d. Choose fewer.")
            % {"most": MOST_AT_ONCE, "n": len(uploads)}
        )


def line_named(request) -> PaperKind:
    """The line that was chosen. Raises Obstructed where that is none of the checklist."""
    kind = PaperKind.objects.filter(code=request.POST.get("kind", "").replace("\x00", "")).first()
    if not kind:
        raise Obstructed(_("Choose the line of the checklist that the paper belongs to."))
    return kind


def line_address(application, kind):
    return f"{reverse('application_papers', args=[application.reference])}#{kind.code}"
