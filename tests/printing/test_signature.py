import asyncio
import datetime
import os
import random
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.utils import translation

from printing.errors import SigningKeyMissing
from printing.signature import SignatureReport, sign_pdf, verify_pdf
from printing.signing_key import DEMONSTRATION_KEY, signing_key
from tests.printing.conftest import certificate_pdf, opened
from workflow import clock

ROOT = Path(__file__).resolve().parents[2]
SIGNED_AT = datetime.datetime(2026, 3, 5, 8, 30, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = True
    settings.SIGNING_KEY_FILE = settings.SIGNING_KEY_PASSPHRASE = ""


@pytest.fixture(scope="module")
def unsigned(django_test_environment):
    return certificate_pdf()


@pytest.fixture
def signed(demonstration, unsigned):
    with clock.pretend(SIGNED_AT):
        return sign_pdf(unsigned, reason="颁发证书", location="示范认证有限公司")


def key_and_certificate(key=None, *, name="海岳认证有限公司", days=3650):
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    return key, certificate


def pem(key, certificate, passphrase=None):
    lock = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
    return private + certificate.public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def own_key(settings, tmp_path):
    """Installs the bytes as the key file of the certification body."""
    settings.DEMONSTRATION = False

    def install(data, passphrase="", name="body.key"):
        path = tmp_path / name
        path.write_bytes(data)
        settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE = str(path), passphrase

    return install


def test_a_signed_file_is_whole_ours_and_dated_by_the_domain_clock(signed):
    report = verify_pdf(signed)
    assert report == SignatureReport(
        signed=True,
        intact=True,
        covers_whole_file=True,
        trusted=True,
        signer="Common Name: DEMONSTRATION 演示 - not a certification body, Organization: DEMONSTRATION 演示, Country: CN",
        fingerprint=signing_key().fingerprint,
        signed_at=SIGNED_AT,
    )
    assert report.ok


def test_signing_adds_to_the_file_and_keeps_it_archival(unsigned, signed):
    assert signed.startswith(unsigned)
    with opened(signed) as document:
        assert document.check_pdf_syntax() == []
        assert "pdfaid" in document.Root.Metadata.read_bytes().decode()
        assert document.Root.Perms.DocMDP.Reference[0].TransformParams.P == 1
        assert document.Root.Perms.DocMDP.Reason == "颁发证书"


def test_poppler_agrees(signed, tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    said = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said


def test_a_changed_byte_is_seen(unsigned, signed):
    chance = random.Random(27922)
    places = [chance.randrange(len(unsigned)) for _ in range(80)]
    signature_starts = signed.index(b"/Contents <") + len(b"/Contents <")
    padding = signed.rindex(b"0>")
    added = [place for place in range(len(unsigned), len(signed), 29) if not signature_starts <= place <= padding]
    for place in [*places, *added, padding, padding - 40, len(signed) - 1]:
        changed = bytearray(signed)
        changed[place] ^= 1
        assert not verify_pdf(bytes(changed)).ok, place


def test_a_changed_signature_or_certificate_inside_it_is_seen(signed):
    certificate = signing_key().certificate.public_bytes(serialization.Encoding.DER).hex().upper().encode()
    start = signed.index(certificate)
    for place in range(start, start + len(certificate), 31):
        changed = bytearray(signed)
        changed[place] = ord("0") if changed[place] != ord("0") else ord("1")
        assert not verify_pdf(bytes(changed)).ok, place


def test_something_added_after_the_signature_is_seen(signed):
    report = verify_pdf(signed + b"\n% more\n")
    assert (report.intact, report.covers_whole_file, report.ok) == (True, False, False)


@pytest.mark.parametrize("data", [b"", b"\x00", b"%PDF-1.7\n", b"<html></html>", b"%PDF-1.7\n" + b"obj " * 3000])
def test_what_is_no_signed_pdf_proves_nothing(data):
    assert verify_pdf(data) == SignatureReport()


def test_an_unsigned_pdf_proves_nothing(unsigned):
    assert verify_pdf(unsigned) == SignatureReport()


def test_a_stranger_s_signature_is_intact_but_not_trusted(signed, own_key):
    own_key(pem(*key_and_certificate()))
    report = verify_pdf(signed)
    assert (report.intact, report.trusted, report.ok) == (True, False, False)


@pytest.mark.parametrize("form", ["pem", "locked pem", "pkcs12", "locked pkcs12", "rsa"])
def test_the_body_s_own_key_signs_in_every_usual_form(own_key, unsigned, form):
    key, certificate = key_and_certificate(rsa.generate_private_key(65537, 2048) if form == "rsa" else None)
    passphrase = "口令 pass" if form.startswith("locked") else ""
    lock = serialization.BestAvailableEncryption(passphrase.encode()) if passphrase else serialization.NoEncryption()
    if "pkcs12" in form:
        own_key(pkcs12.serialize_key_and_certificates(b"body", key, certificate, None, lock), passphrase)
    else:
        own_key(pem(key, certificate, passphrase.encode()), passphrase)
    report = verify_pdf(sign_pdf(unsigned, reason="Issue", location="Beijing"))
    assert report.ok
    assert report.signer == "Common Name: 海岳认证有限公司"


def test_without_a_key_a_real_system_signs_nothing_and_makes_no_key(settings, unsigned):
    settings.DEMONSTRATION, settings.SIGNING_KEY_FILE = False, ""
    with pytest.raises(SigningKeyMissing) as refused:
        sign_pdf(unsigned, reason="Issue", location="Beijing")
    assert str(refused.value) == (
        "No signing key is configured. Set SIGNING_KEY_FILE to the key and certificate of the certification body."
    )
    assert not (settings.VAR_DIR / DEMONSTRATION_KEY).exists()


UNUSABLE = {
    "wrong passphrase": (lambda: pem(*key_and_certificate(), b"right"), "cannot be opened"),
    "no passphrase": (lambda: pem(*key_and_certificate(), b"right"), "cannot be opened"),
    "no key at all": (lambda: b"hello", "cannot be opened"),
    "no certificate": (lambda: pem(*key_and_certificate()).partition(b"-----BEGIN CERT")[0], "cannot be opened"),
    "another's certificate": (
        lambda: pem(key_and_certificate()[0], key_and_certificate()[1]),
        "does not hold a private key",
    ),
    "expired": (lambda: pem(*key_and_certificate(days=1)), "valid only from 2026-01-01 until 2026-01-02"),
}


@pytest.mark.parametrize("fault", UNUSABLE)
def test_an_unusable_key_is_explained(own_key, unsigned, fault):
    make, sentence = UNUSABLE[fault]
    own_key(make(), "wrong" if fault == "wrong passphrase" else "")
    with pytest.raises(SigningKeyMissing, match=sentence):
        sign_pdf(unsigned, reason="Issue", location="Beijing")


def test_a_missing_key_file_is_explained(settings, tmp_path, unsigned):
    settings.SIGNING_KEY_FILE = str(tmp_path / "nowhere.pem")
    with pytest.raises(SigningKeyMissing, match=r"cannot be read: No such file or directory\."):
        sign_pdf(unsigned, reason="Issue", location="Beijing")


def test_signing_works_while_an_event_loop_runs(demonstration, unsigned):
    async def inside():
        return sign_pdf(unsigned, reason="Issue", location="Beijing")

    assert verify_pdf(asyncio.run(inside())).ok


def test_processes_that_come_together_make_one_demonstration_key(tmp_path):
    """Each waits for the starting shot, then asks for the key; all must get the same one."""
    script = (
        "import django, pathlib, time; django.setup()\n"
        "from printing.signing_key import signing_key\n"
        f"here = pathlib.Path({str(tmp_path)!r})\n"
        "import os; (here / f'ready-{os.getpid()}').touch()\n"
        "while not (here / 'go').exists(): time.sleep(0.001)\n"
        "print(signing_key().fingerprint)\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings", "VAR_DIR": str(tmp_path), "DEMONSTRATION": "1", "SIGNING_KEY_FILE": ""
    }  # fmt: skip
    processes = [
        subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    while len(list(tmp_path.glob("ready-*"))) < 4 and all(process.poll() is None for process in processes):
        pass
    (tmp_path / "go").touch()
    answers = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    assert len(set(answers)) == 1
    assert len(answers[0]) == 64
    key = tmp_path / DEMONSTRATION_KEY
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert list(tmp_path.glob(".demo-signing-key-*")) == []
