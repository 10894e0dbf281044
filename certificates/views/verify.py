"""The public check of a certificate: no sign-in, no script."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from certificates.forms.verify import PdfForm
from certificates.genuineness import LARGEST_MB, examine_pdf
from certificates.numbering import normalise_number
from certificates.queries import public_record
from certificates.queries.publication import number_meant
from certificates.throttling import LOOKUPS_PER_MINUTE, UPLOADS_PER_MINUTE
from certificates.views.throttled import not_too_often
from certificates.wording import FILES, STATES

UNPROCESSABLE = 422


@require_safe
def verify(request):
    typed = request.GET.get("number")
    number = normalise_number(typed or "")
    if number:
        return redirect("verify_certificate", number)
    return render(request, "certificates/verify/form.html", {"typed": typed})


@require_http_methods(["GET", "HEAD", "POST"])
@not_too_often("number", LOOKUPS_PER_MINUTE, on_post=("pdf", UPLOADS_PER_MINUTE))
def verify_certificate(request, number):
    record = public_record(number)
    if record is None:
        return render(
            request, "certificates/verify/unknown.html", {"number": number, "meant": number_meant(number)}, status=404
        )
    form, examination, status = PdfForm(), None, 200
    if request.method == "POST":
        form = PdfForm(request.POST, request.FILES)
        if form.is_valid():
            examination = examine_pdf(form.cleaned_data["pdf"].read(), record.certificate)
        else:
            status = UNPROCESSABLE
    facts = {
        "record": record,
        "certificate": record.certificate,
        "form": form,
        "verdict": STATES[record.state],
        "examination": examination,
        "file_verdict": FILES[examination.finding] if examination else None,
        "largest_mb": LARGEST_MB,
    }
    return render(request, "certificates/verify/certificate.html", facts, status=status)
