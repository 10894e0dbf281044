"""Celery's part: sealing fast, and the daily and minutely sweeps. Each may run any number of times."""

import logging

from celery import shared_task

from certificates.actions import expire_certificate, remind, seal_certificate
from certificates.models import Seal
from certificates.queries import certificates_run_out, seals_waiting, surveillances_to_remind
from workflow.notices import hand_over
from workflow.tasks import claim

log = logging.getLogger(__name__)


@shared_task(name="certificates.seal_certificate")
def seal_certificate_task(pk):
    """Seal one certificate. A failure is written down and tried again by the sweep once the claim is stale."""
    if not claim(Seal.objects.filter(pk=pk, stored=None)):
        return
    seal = Seal.objects.select_related("certificate").get(pk=pk)
    try:
        seal_certificate(seal)
    except Exception as error:
        Seal.objects.filter(pk=pk, stored=None).update(last_error=f"{type(error).__name__}: {error}"[:2000])
        raise


@shared_task(name="certificates.sweep_seals")
def sweep_seals():
    """Queue again every seal that a lost message or a dead worker left behind."""
    for pk in seals_waiting().values_list("pk", flat=True)[:100]:
        hand_over("certificates.seal_certificate", pk)


@shared_task(name="certificates.expire_certificates")
def expire_certificates():
    for certificate in certificates_run_out():
        try:
            expire_certificate(certificate)
        except Exception:
            log.exception("%s could not be let expire; the next run tries again.", certificate)


@shared_task(name="certificates.remind_surveillances")
def remind_surveillances():
    for surveillance in surveillances_to_remind():
        try:
            remind(surveillance)
        except Exception:
            log.exception("No reminder could be made for %s; the next run tries again.", surveillance)
