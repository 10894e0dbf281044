"""The public register: what anyone may know of a certificate."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from certificates.models import Certificate
from certificates.numbering import normalise_number
from scoring.rules import Level
from workflow import clock
from workflow.models import Event


@dataclass(frozen=True)
class History:
    """One change of state: when, which step, into which state. Reasons and people are not public."""

    at: datetime
    step: str
    words: str
    state: str
    state_label: str
    tone: str


@dataclass(frozen=True)
class PublicRecord:
    """A certificate as it stands on the day `on`, computed from its dates whether or not the nightly step has run."""

    certificate: Certificate
    state: str
    on: date
    history: list[History]

    @property
    def state_words(self):
        return self.certificate.machine.state(self.state)

    @property
    def is_valid(self):
        return self.state == Certificate.State.VALID

    @property
    def since(self) -> datetime | None:
        """When it came into this state."""
        return self.history[-1].at if self.history else None

    @property
    def stars(self) -> int:
        return Level(self.certificate.level).stars

    @cached_property
    def sealed(self):
        """The sealed PDF as a StoredFile, or None while it is being sealed."""
        seal = getattr(self.certificate, "seal", None)
        return seal.stored if seal else None

    @property
    def sha256(self) -> str:
        """The hash of the sealed PDF, or an empty string while it is being sealed."""
        return self.sealed.sha256 if self.sealed else ""

    @property
    def url(self) -> str:
        """The address of the public page, as printed on the certificate."""
        return settings.SITE_URL + reverse("verify_certificate", args=[self.certificate.reference])

    @property
    def body(self) -> dict[str, str]:
        """The body that issued it."""
        return {"code": settings.BODY_CODE, "name": settings.BODY_NAME, "name_en": settings.BODY_NAME_EN}


def public_record(number: str) -> PublicRecord | None:
    """The certificate of that number, however it is typed, as it stands today, or None."""
    found = Certificate.objects.select_related("seal__stored", "score_sheet__edition")
    certificate = found.filter(lookup=normalise_number(number)).first()
    if certificate is None:
        return None
    today = clock.today()
    return PublicRecord(certificate, str(certificate.state_on(today)), today, _history(certificate, today))


def _history(certificate, today):
    ended = _end_of(certificate.expires_on)  # also where the nightly step ran later
    rows = [
        _row(certificate, ended if event.name == "expire" else event.at, event.name, event.deed, event.state_after)
        for event in Event.objects.of(certificate).select_related("case_type")
        if event.changed_state or event.name == "issue"
    ]
    state = certificate.state_on(today)
    if state != certificate.state:
        rows.append(_row(certificate, ended, "expire", certificate.machine.step("expire"), state))
    return rows


def _row(certificate, at, step, deed, state):
    words = certificate.machine.state(state)
    return History(at, step, str(deed.done), str(state), str(words.label), words.tone)


def _end_of(day):
    """The first moment after the day, in China."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min), timezone.get_default_timezone())
