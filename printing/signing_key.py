"""The key that signs: the body's own, or on a demonstration system one that says so in its name."""

import contextlib
import functools
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.translation import gettext as _

from printing.errors import SigningKeyMissing

DEMONSTRATION_KEY = "demo-signing-key.pem"
DEMONSTRATION_SUBJECT = "DEMONSTRATION 演示"
# Wide enough for demonstration data made as of earlier days.
DEMONSTRATION_FROM, DEMONSTRATION_UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class SigningKey:
    key: object
    certificate: x509.Certificate
    chain: tuple = ()

    @property
    def fingerprint(self):
        """SHA-256 of the certificate, lower-case hexadecimal."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()


def signing_key():
    """The key of this installation, read once per process. Raises SigningKeyMissing with a sentence."""
    if settings.SIGNING_KEY_FILE:
        return _load(str(settings.SIGNING_KEY_FILE), settings.SIGNING_KEY_PASSPHRASE)
    if not settings.DEMONSTRATION:
        raise SigningKeyMissing(
            _(
                "No signing key is configured. Set SIGNING_KEY_FILE to the key and certificate of the certification body."
            )
        )
    path = Path(settings.VAR_DIR) / DEMONSTRATION_KEY
    if not path.exists():
        _create_demonstration_key(path)
    return _load(str(path), "")


@functools.cache
def _load(path, passphrase):
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise SigningKeyMissing(
            _("The signing key file cannot be read: %(reason)s.") % {"reason": error.strerror}
        ) from error
    try:
        key, certificates = _unpack(data, passphrase.encode() or None)
    except (ValueError, TypeError) as error:
        raise SigningKeyMissing(
            _("The signing key file cannot be opened. Is it PEM or PKCS#12, and is SIGNING_KEY_PASSPHRASE right?")
        ) from error
    own = [certificate for certificate in certificates if key and certificate.public_key() == key.public_key()]
    if not own:
        raise SigningKeyMissing(_("The signing key file does not hold a private key together with its certificate."))
    return SigningKey(key, own[0], tuple(certificate for certificate in certificates if certificate != own[0]))


def _unpack(data, passphrase):
    """(private key, certificates) of a PEM file that holds both, or of a PKCS#12 file."""
    if b"-----BEGIN" in data:
        return serialization.load_pem_private_key(data, passphrase), x509.load_pem_x509_certificates(data)
    key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase)
    return key, [*([certificate] if certificate else []), *others]


def _create_demonstration_key(path):
    """Write a self-signed P-256 key, mode 0600; of processes that come together, one key stays and all use it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(prefix=".demo-signing-key-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(_demonstration_pem())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.unlink(draft)


def _demonstration_pem():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, DEMONSTRATION_SUBJECT),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{DEMONSTRATION_SUBJECT} - not a certification body"),
        ]
    )
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(DEMONSTRATION_FROM)
        .not_valid_after(DEMONSTRATION_UNTIL)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + certificate.public_bytes(serialization.Encoding.PEM)
