"""The public check of a certificate: no sign-in, no script."""

from functools import wraps

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from certificates.forms.verify import PdfForm
from certificates.genuineness import LARGEST_MB, examine_pdf
from certificates.numbering import normalise_number
from certificates.queries import public_record
from certificates.throttling import LOOKUPS_PER_MINUTE, UPLOADS_PER_MINUTE, is_too_often
from certificates.wording import FILES, STATES

UNPROCESSABLE, TOO_OFTEN = 422, 429


def not_too_often(view):
    """A sentence instead of an answer for an address that asks more often than people do."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        name, most = ("pdf", UPLOADS_PER_MINUTE) if request.method == "POST" else ("number", LOOKUPS_PER_MINUTE)
        if is_too_often(request, name, most):
            response = render(request, "certificates/verify/too_often.html", status=TOO_OFTEN)
            response["Retry-After"] = "60"
            return response
        return view(request, *args, **kwargs)

    return answer


@require_safe
def verify(request):
    typed = request.GET.get("number")
    number = normalise_number(typed or "")
    if number:
        return redirect("verify_certificate", number)
    return render(request, "certificates/verify/form.html", {"typed": typed})


@require_http_methods(["GET", "HEAD", "POST"])
@not_too_often
def verify_certificate(request, number):
    record = public_record(number)
    if record is None:
        return render(request, "certificates/verify/unknown.html", {"number": number}, status=404)
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
