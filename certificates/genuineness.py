"""Is a PDF that somebody holds the one we sealed? Answered from its bytes, which are not kept."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from certificates.models import Certificate, Seal

LARGEST_MB = 10


class Finding(StrEnum):
    GENUINE = "genuine"
    OTHER = "other"  # sealed by us for another certificate
    CHANGED = "changed"  # sealed by us and altered since
    UNKNOWN = "unknown"  # signed with our key, unchanged, and not in the register
    FOREIGN = "foreign"  # nothing in it proves that it is ours


@dataclass(frozen=True)
class Examination:
    """What was found of the bytes with this SHA-256; `other` is the certificate that they belong to instead."""

    finding: Finding
    sha256: str
    signature: object
    other: Certificate | None = None

    @property
    def is_genuine(self):
        return self.finding == Finding.GENUINE


def examine_pdf(content: bytes, certificate) -> Examination:
    """Compare the bytes with the sealed PDF of the certificate, and examine their signature. Whatever they are, it answers."""
    from printing.signature import verify_pdf  # with the first check: it costs every start 0.3 s

    sha256 = hashlib.sha256(content).hexdigest()
    signature = verify_pdf(content)
    seal = Seal.objects.filter(stored__sha256=sha256).select_related("certificate").first()
    if seal and seal.certificate_id == certificate.pk:
        return Examination(Finding.GENUINE, sha256, signature)
    if seal:
        return Examination(Finding.OTHER, sha256, signature, seal.certificate)
    if not signature.trusted:
        return Examination(Finding.FOREIGN, sha256, signature)
    return Examination(Finding.UNKNOWN if signature.ok else Finding.CHANGED, sha256, signature)
