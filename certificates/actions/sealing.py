"""Sealing a certificate's PDF: rendered, signed, stored once."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from certificates.models import Seal
from certificates.permissions import is_certificate_manager
from certificates.printout import render_certificate
from files.intake import store_bytes
from workflow import clock
from workflow.journal import record
from workflow.machine import NotAllowed, Obstructed
from workflow.notices import hand_over_on_commit


@transaction.atomic
def seal_again(certificate, *, by):
    """Have a sealing that failed or got lost tried again at once. Raises NotAllowed or Obstructed; then nothing was written."""
    by = User.objects.get(pk=by.pk)
    if not is_certificate_manager(by, certificate):
        raise NotAllowed(_("Only a manager without an interest in the client may have the sealing tried again."))
    seal = Seal.objects.select_for_update().get(certificate=certificate)
    if seal.stored_id:
        raise Obstructed(_("The certificate is sealed already."))
    Seal.objects.filter(pk=seal.pk).update(claimed_at=None)
    record(certificate, "seal_again", by=by, attempts=seal.attempts, error=seal.last_error)
    hand_over_on_commit("certificates.seal_certificate", seal.pk)


def seal_certificate(seal) -> bool:
    """Make the sealed PDF of a certificate and store it with its hash. May run any number of times, by any number of workers:
    the row is locked when the file is stored, and only the first stores one. False where it was sealed already.
    """
    from printing.signature import sign_pdf  # with the first seal: it costs every start 0.3 s

    certificate = seal.certificate
    pdf = sign_pdf(render_certificate(certificate), reason=certificate.reference, location=settings.BODY_NAME)
    with transaction.atomic():
        seal = Seal.objects.select_for_update().get(pk=seal.pk)
        if seal.stored_id:
            return False
        seal.stored = store_bytes(pdf, name=f"{certificate.reference}.pdf", media_type="application/pdf", by=None)
        seal.sealed_at = clock.now()
        seal.last_error = ""
        seal.save(update_fields=["stored", "sealed_at", "last_error"])
        record(certificate, "seal", by=None, sha256=seal.stored.sha256, size=seal.stored.size)
    return True
