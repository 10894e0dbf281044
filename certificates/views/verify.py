"""The public check of a certificate: no sign-in, no script."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from certificates.numbering import normalise_number
from certificates.queries import public_record


@require_safe
def verify(request):
    number = normalise_number(request.GET.get("number", ""))
    if number:
        return redirect("verify_certificate", number)
    return render(request, "certificates/verify/form.html")


@require_safe
def verify_certificate(request, number):
    record = public_record(normalise_number(number))
    if record is None:
        return render(request, "certificates/verify/unknown.html", {"number": number}, status=404)
    return render(
        request, "certificates/verify/certificate.html", {"record": record, "certificate": record.certificate}
    )
