"""Electronic signatures on PDFs (PAdES B-B), made and examined."""

import asyncio
import contextvars
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from asn1crypto.cms import ContentInfo
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives import serialization
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from printing.errors import SigningKeyMissing
from printing.signing_key import signing_key
from workflow import clock

FIELD_NAME = "CertificationBody"


@dataclass(frozen=True)
class SignatureReport:
    """What a PDF's signature proves. `ok` sums it up: unchanged to the last byte and signed with our own key."""

    signed: bool = False
    intact: bool = False
    covers_whole_file: bool = False
    trusted: bool = False
    signer: str = ""
    fingerprint: str = ""
    signed_at: datetime | None = None

    @property
    def ok(self):
        return self.signed and self.intact and self.covers_whole_file and self.trusted


def sign_pdf(pdf, *, reason, location, field_name=FIELD_NAME):
    """Return the PDF bytes with a certifying signature that allows no later change; an incremental update, so PDF/A stays.

    The time in it is the domain clock's. Raises SigningKeyMissing with a sentence.
    """
    key = signing_key()
    _require_in_force(key.certificate)
    meta = PdfSignatureMetadata(
        field_name=field_name,
        reason=str(reason),
        location=str(location),
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    signer = _ClockedSigner(meta, signer=_signer_of(key))
    return _complete(signer.async_sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))).getvalue()


class _ClockedSigner(PdfSigner):
    """Signs at the time of the domain clock."""

    def init_signing_session(self, *arguments, **options):
        session = super().init_signing_session(*arguments, **options)
        session.system_time = clock.now()
        return session


def _require_in_force(certificate):
    if not certificate.not_valid_before_utc <= clock.now() <= certificate.not_valid_after_utc:
        raise SigningKeyMissing(
            _("The signing certificate is valid only from %(start)s until %(end)s. Install one that is in force.")
            % {"start": certificate.not_valid_before_utc.date(), "end": certificate.not_valid_after_utc.date()}
        )


def _signer_of(key):
    private = key.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    registry = SimpleCertificateStore()
    registry.register_multiple(_asn1(certificate) for certificate in key.chain)
    return SimpleSigner(
        signing_cert=_asn1(key.certificate), signing_key=PrivateKeyInfo.load(private), cert_registry=registry
    )


def _asn1(certificate):
    return Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def verify_pdf(pdf):
    """Examine the last signature of the PDF bytes; whatever they are, the answer is a SignatureReport, never an error."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not signatures:
            return SignatureReport()
        return _examine(pdf, signatures[-1])
    except Exception:  # the bytes are a stranger's: damage can raise anything in the parser, and then nothing is proven
        return SignatureReport(signed=b"/ByteRange" in pdf)


def _examine(pdf, embedded):
    certificate = embedded.signer_cert
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = _complete(async_validate_pdf_signature(embedded, context))
    fingerprint = certificate.sha256.hex()
    return SignatureReport(
        signed=True,
        intact=status.intact and status.valid and _fills_its_place(pdf, embedded),
        covers_whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        trusted=fingerprint == _own_fingerprint(),
        signer=certificate.subject.human_friendly,
        fingerprint=fingerprint,
        signed_at=embedded.self_reported_timestamp,
    )


def _fills_its_place(pdf, embedded):
    """The bytes that no digest covers hold the signature and zeros, nothing else."""
    start, length, resume, _rest = (int(number) for number in embedded.byte_range)
    hexadecimal = ContentInfo.load(embedded.pkcs7_content).dump().hex().upper().encode()
    return pdf[start + length : resume] == b"<" + hexadecimal.ljust(resume - start - length - 2, b"0") + b">"


def _own_fingerprint():
    try:
        return signing_key().fingerprint
    except SigningKeyMissing:
        return None


def _complete(coroutine):
    """Run pyHanko's coroutine in a thread of its own, with the caller's clock: the caller may have an event loop already."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(contextvars.copy_context().run, asyncio.run, coroutine).result()
