"""The page of one nonconformity: the client answers on it, the auditor verifies on it."""

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.actions import attach_corrective_file, remove_corrective_file
from audits.forms.visit import CorrectiveActionForm
from audits.models import CorrectiveAction, CorrectiveFile, Nonconformity
from audits.permissions import is_client, is_scorer, is_verifier
from audits.queries.nonconformities import answers_sent, clause_of, draft_of
from audits.views.access import demand, nonconformity_or_404
from audits.views.team import saved
from files.intake import FileRefused
from files.kinds import DOCUMENTS
from files.responses import private_file
from workflow.engine import perform
from workflow.machine import StepRefused

ACCEPTED = ",".join(ending for kind in DOCUMENTS for ending in kind.extensions)


@require_http_methods(["GET", "POST"])
def nonconformity(request, reference):
    case = nonconformity_or_404(request, reference)
    if request.method == "GET":
        return page(request, case, answer_form(case))
    demand(is_client, request.user, case)
    form = CorrectiveActionForm(case, request.POST)
    if not saved(request, form, lambda: form.keep(by=request.user)):
        return page(request, case, form, status=422)
    if "send" not in request.POST:
        messages.success(request, _("Your draft is saved. It is not sent yet."))
        return redirect(case)
    if not saved(request, form, lambda: perform(case, "answer", by=request.user)):
        return page(request, case, form, status=409)
    messages.success(request, _("Your corrective action is sent. The auditor verifies it."))
    return redirect(case)


@require_POST
def add_file(request, reference):
    """Take files beside the answer being written: as JSON for the page's script, else back to the page."""
    case = nonconformity_or_404(request, reference)
    demand(is_client, request.user, case)
    refusals = [fault for upload in request.FILES.getlist("file") if (fault := file_fault(case, upload, request.user))]
    if "application/json" not in request.headers.get("Accept", ""):
        for sentence in refusals:
            messages.error(request, sentence)
        return redirect(f"{case.get_absolute_url()}#files")
    if refusals:
        return JsonResponse({"ok": False, "error": " ".join(refusals)}, status=422)
    facts = {"nonconformity": case, "draft": draft_of(case)}
    return JsonResponse({"ok": True, "html": render_to_string("audits/corrective_files.html", facts, request)})


def file_fault(case, upload, by):
    """Keep one file; the sentence why it was not kept, or nothing."""
    try:
        attach_corrective_file(case, upload, by=by)
    except FileRefused as refusal:
        return str(refusal)
    except StepRefused as refusal:
        return refusal.sentences[0]
    return None


@require_POST
def remove_file(request, reference, pk):
    case = nonconformity_or_404(request, reference)
    demand(is_client, request.user, case)
    kept = get_object_or_404(CorrectiveFile.objects.select_related("action__nonconformity", "stored"), pk=pk)
    if kept.action.nonconformity_id != case.pk:
        return redirect(case)
    try:
        remove_corrective_file(kept, by=request.user)
    except StepRefused as refusal:
        messages.error(request, refusal.sentences[0])
    return redirect(f"{case.get_absolute_url()}#files")


@require_safe
def read_file(request, reference, pk):
    """A file of an answer: drafts are for the client, sent answers for everybody who sees the case."""
    case = nonconformity_or_404(request, reference)
    files = CorrectiveFile.objects.filter(action__nonconformity=case).select_related("stored")
    if not is_client(request.user, case):
        files = files.exclude(action__sent_at=None)
    return private_file(get_object_or_404(files, pk=pk).stored, inline=True)


def answer_form(case):
    """The draft, or after a rejection the rejected answer to be improved."""
    last = draft_of(case) or case.actions.order_by("-pk").first()
    kept = {name: getattr(last, name) for name in CorrectiveAction.ANSWERS} if last else {}
    return CorrectiveActionForm(case, initial=kept)


def page(request, case, form, status=200):
    user = request.user
    answering = case.state == Nonconformity.State.OPEN and case.deadline and is_client(user, case)
    facts = {
        "nonconformity": case,
        "audit": case.audit,
        "clause": clause_of(case),
        "form": form if answering else None,
        "draft": draft_of(case) if answering else None,
        "answers": answers_sent(case),
        "may_verify": case.state == Nonconformity.State.ANSWERED and is_verifier(user, case),
        "may_withdraw": bool(case.special_deduction_id) and case.audit.is_scorable and is_scorer(user, case.audit),
        "accept": ACCEPTED,
        "max_bytes": settings.UPLOAD_LIMIT_MB * 1024 * 1024,
    }
    return render(request, "audits/nonconformity.html", facts, status=status)
