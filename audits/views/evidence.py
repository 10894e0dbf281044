"""Files and photographs that support a finding."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audits.actions.findings import attach_evidence, remove_evidence
from audits.queries.scoring import standing_evidence
from audits.views.scoring import CONFLICT, REFUSED, clause_url, is_writable, seen_audit, wants_json
from files.intake import FileRefused
from files.responses import private_file
from workflow.machine import StepRefused


@require_POST
def add(request, reference, clause):
    """Take one or several files; each is kept or refused by itself."""
    audit = seen_audit(request, reference)
    uploads = request.FILES.getlist("file")
    problems, status = ([], 200) if uploads else ([_("Choose a file.")], REFUSED)
    for upload in uploads:
        try:
            attach_evidence(audit, clause, upload, by=request.user)
        except FileRefused as refusal:
            problems, status = [*problems, str(refusal)], REFUSED
        except StepRefused as refusal:
            problems, status = [*problems, *refusal.sentences], CONFLICT
            break
    return _answer(request, audit, clause, problems, status)


@require_POST
def remove(request, reference, pk):
    """Take a file off its clause."""
    audit = seen_audit(request, reference)
    evidence = get_object_or_404(audit.evidence, pk=pk)
    try:
        remove_evidence(evidence, by=request.user)
    except StepRefused as refusal:
        return _answer(request, audit, evidence.clause, refusal.sentences, CONFLICT)
    return _answer(request, audit, evidence.clause, [], 200)


@require_safe
def show(request, reference, pk):
    """The file itself, shown in place where it is a picture or a PDF."""
    audit = seen_audit(request, reference)
    evidence = get_object_or_404(audit.evidence.select_related("stored"), pk=pk)
    return private_file(evidence.stored, inline=True)


def _answer(request, audit, clause, problems, status):
    if not wants_json(request):
        for problem in problems:
            messages.error(request, problem)
        return redirect(clause_url(audit, clause))
    if problems:
        return JsonResponse({"ok": False, "error": " ".join(problems)}, status=status)
    facts = {
        "audit": audit,
        "clause": clause,
        "evidence": standing_evidence(audit).get(clause, ()),
        "writable": is_writable(request.user, audit),
    }
    return JsonResponse({"ok": True, "html": render_to_string("audits/scoring/evidence_list.html", facts, request)})
