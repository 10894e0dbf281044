"""The report: its texts, its preview with all that the committee will need, its PDF and its score sheet."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.actions.report import REPORT_TEXTS, export_sheet
from audits.forms.scoring import ReportForm
from audits.models import Audit
from audits.permissions import is_leader, reads_report, sees_findings
from audits.pictures import result_pictures
from audits.printout import report_facts, report_pdf
from audits.views.scoring import REFUSED, seen_audit
from printing.errors import PrintingRefused
from scoring.words import cautions, verdict
from workflow.machine import StepRefused


@require_http_methods(["GET", "POST"])
def report(request, reference):
    """The preview; the leader writes the texts here until the report is submitted."""
    audit = seen_audit(request, reference)
    writable = audit.is_scorable and is_leader(request.user, audit)
    form = ReportForm(request.POST or None, instance=audit)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except StepRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
            writable = True  # what was typed stays in sight beside the reason
        else:
            messages.success(request, _("The texts of the report are saved."))
            return redirect("audit_report", reference)
    facts = report_facts(audit, request.user)
    result, rules = facts["result"], audit.edition.parameters
    facts |= {
        "form": form,
        "writable": writable,
        "may_report": is_leader(request.user, audit),
        "complete": facts["board"].running.is_complete,
        "pictures": result_pictures(facts["board"], result, rules),
        "verdict": verdict(result, rules) if result else "",
        "cautions": cautions(result, rules) if result else [],
        "texts": [(Audit._meta.get_field(name).verbose_name, getattr(audit, name)) for name in REPORT_TEXTS],
    }
    return render(request, "audits/report.html", facts, status=REFUSED if request.method == "POST" else 200)


@require_safe
def pdf(request, reference):
    """The report as PDF, made afresh from what stands in the record."""
    audit = read_audit(request, reference)
    try:
        content = report_pdf(audit, request.user)
    except PrintingRefused as refusal:
        messages.error(request, _("The report cannot be printed. %(reason)s") % {"reason": refusal})
        return redirect(audit)
    return _file(content, "application/pdf", f"{reference}-report.pdf", inline=True)


@require_safe
def score_sheet(request, reference):
    """The score sheet as JSON: the frozen one, or (`frozen=0`, or none frozen yet) what the findings give now."""
    audit = read_audit(request, reference)
    try:
        exported = export_sheet(audit, by=request.user, frozen=request.GET.get("frozen") != "0")
    except StepRefused as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
        return redirect("scoring", reference) if sees_findings(request.user, audit) else redirect(audit)
    number = f"-{exported.number}" if exported.number else "-draft"
    response = _file(exported.content, "application/json", f"{reference}-score-sheet{number}.json")
    response["X-Content-SHA256"] = exported.sha256
    return response


def read_audit(request, reference):
    """The audit, where the person may read its report; the client may once it is decided."""
    audits = Audit.objects.visible_to(request.user).select_related("organisation", "application", "edition")
    audit = get_object_or_404(audits, reference=reference)
    if not reads_report(request.user, audit):
        raise Http404
    return audit


def _file(content, media_type, name, *, inline=False):
    disposition = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=media_type, headers=headers)
