"""Sealing: the PDF says what the record says, is signed, is stored once, and a failure waits for the next attempt."""

import hashlib
import re
import subprocess

import pytest

from certificates.actions import seal_again, seal_certificate
from certificates.models import Certificate, Seal
from certificates.queries import seals_waiting
from certificates.tasks import seal_certificate_task
from files.models import StoredFile
from printing.signature import verify_pdf
from tests.certificates import cases
from workflow.machine import NotAllowed, Obstructed
from workflow.models import Event

pytestmark = pytest.mark.django_db


def bytes_of(certificate):
    with Seal.objects.get(certificate=certificate).stored.content.open("rb") as content:
        return content.read()


def text_of(pdf, tmp_path):
    (tmp_path / "sealed.pdf").write_bytes(pdf)
    shown = subprocess.run(["pdftotext", "-layout", "sealed.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    return re.sub(r"\s", "", shown.stdout.decode())


def squeezed(words):
    return re.sub(r"\s", "", str(words))


def assert_says_the_record(certificate, pdf, tmp_path):
    text = text_of(pdf, tmp_path)
    sites = [f"{site['name']}{site['address']}" for site in certificate.sites]
    for fact in (
        certificate.reference, certificate.holder, certificate.holder_en, certificate.uscc, certificate.address,
        certificate.address_en, certificate.scope, certificate.scope_en, certificate.standard, certificate.issued_on,
        certificate.first_issued_on, certificate.expires_on, "五星级", "Five-star",
        f"http://127.0.0.1:8000/verify/{certificate.reference}/", "cx.cnca.cn",
    ):  # fmt: skip
        assert squeezed(fact) in text, fact
    assert all(squeezed(site["name"]) in text and squeezed(site["address"]) in text for site in certificate.sites), (
        sites
    )


def test_the_sealed_pdf_says_the_record_and_is_signed(certificate, tmp_path):
    assert seal_certificate(certificate.seal) is True
    pdf, seal = bytes_of(certificate), Seal.objects.get()
    assert seal.stored.name == f"{certificate.reference}.pdf"
    assert seal.stored.sha256 == hashlib.sha256(pdf).hexdigest()
    assert verify_pdf(pdf).ok
    assert_says_the_record(certificate, pdf, tmp_path)
    (event,) = Event.objects.of(certificate).filter(name="seal")
    assert (event.actor, event.facts) == (None, {"sha256": seal.stored.sha256, "size": len(pdf)})


def test_sealing_again_changes_nothing(certificate):
    seal = certificate.seal
    assert [seal_certificate(seal), seal_certificate(seal)] == [True, False]
    seal_certificate_task(seal.pk)
    assert StoredFile.objects.filter(name=f"{certificate.reference}.pdf").count() == 1
    assert Event.objects.of(certificate).filter(name="seal").count() == 1


@pytest.mark.parametrize(
    "name",
    [
        "北京垚镕喆䶮商贸有限公司",
        "</p><script>alert(1)</script>{{ certificate }}公司",
        "A & B <“引号”> 'Ltd'",
        "长" * 200,
    ],
)
def test_rare_and_hostile_names_are_printed_as_they_are(organisation, members, manager, tmp_path, name):
    organisation.name = name
    organisation.save()
    certificate = cases.granted(organisation, members=members, manager=manager)
    seal_certificate(certificate.seal)
    assert_says_the_record(certificate, bytes_of(certificate), tmp_path)


def test_a_failure_is_written_down_and_the_next_attempt_seals(certificate, settings, tmp_path):
    seal, key = certificate.seal, settings.SIGNING_KEY_FILE
    settings.SIGNING_KEY_FILE = str(tmp_path / "nowhere.pem")
    with pytest.raises(Exception, match="signing key file cannot be read"):
        seal_certificate_task(seal.pk)
    seal.refresh_from_db()
    assert (seal.stored, seal.attempts, seal.sealed_at) == (None, 1, None)
    assert seal.last_error.startswith("SigningKeyMissing: The signing key file cannot be read")
    settings.SIGNING_KEY_FILE = key
    seal_certificate_task(seal.pk)
    assert (Seal.objects.get().stored, list(seals_waiting())) == (None, [])
    settings.CLAIM_STALE_SECONDS = 0
    assert list(seals_waiting()) == [seal]
    seal_certificate_task(seal.pk)
    seal.refresh_from_db()
    assert (seal.attempts, seal.last_error, seal.stored is None) == (2, "", False)
    assert list(seals_waiting()) == []


def test_a_manager_has_it_tried_again_at_once(certificate, manager, applicant, officer):
    Seal.objects.update(claimed_at=certificate.created_at, last_error="x")
    for person in (applicant, officer):
        with pytest.raises(NotAllowed):
            seal_again(certificate, by=person)
    assert Seal.objects.get().claimed_at is not None
    seal_again(certificate, by=manager)
    assert list(seals_waiting()) == [certificate.seal]
    seal_certificate_task(certificate.seal.pk)
    with pytest.raises(Obstructed):
        seal_again(certificate, by=manager)
    assert Event.objects.of(certificate).filter(name="seal_again").count() == 1
    assert Certificate.objects.get().seal.stored.size > 10_000
