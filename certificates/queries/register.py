"""The public register: what anyone may know of a certificate."""

from dataclasses import dataclass
from datetime import date, datetime

from certificates.models import Certificate
from workflow import clock
from workflow.models import Event


@dataclass(frozen=True)
class History:
    """One change of state: when, which step, into which state. Reasons and people are not public."""

    at: datetime
    step: str
    words: str
    state: str


@dataclass(frozen=True)
class PublicRecord:
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
    def sha256(self):
        """The hash of the sealed PDF, or an empty string while it is being sealed."""
        seal = getattr(self.certificate, "seal", None)
        return seal.stored.sha256 if seal and seal.stored else ""


def public_record(number: str) -> PublicRecord | None:
    """The certificate of that number as it stands today (computed from dates), or None."""
    certificate = Certificate.objects.select_related("seal__stored", "decision").filter(reference=number).first()
    if certificate is None:
        return None
    today = clock.today()
    return PublicRecord(certificate, certificate.state_on(today), today, _history(certificate))


def _history(certificate):
    rows = [
        History(event.at, event.name, str(event.deed.done), event.state_after)
        for event in Event.objects.of(certificate).select_related("case_type")
        if event.changed_state or event.name == "issue"
    ]
    state = certificate.state_today
    if state != certificate.state:
        expired = certificate.machine.step("expire")
        rows.append(History(None, "expire", str(expired.done), str(state)))
    return rows
