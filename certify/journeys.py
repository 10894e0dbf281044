"""The whole journey of a case as one line of dated steps: a read over the small machines of the floors below."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from applications.models import Application
from audits.models import Audit
from certificates.models import Certificate, Surveillance
from workflow.models import Event


@dataclass(frozen=True)
class Step:
    label: str
    status: str
    date: "datetime | date | None" = None
    hint: str = ""


@dataclass(frozen=True)
class Journey:
    """One case from application to certificate; `case` is the part that moves now."""

    application: Application
    audit: Audit | None
    certificate: Certificate | None
    steps: list[Step]

    @property
    def case(self):
        return self.certificate or (self.audit if self.audit and not self._audit_hidden else None) or self.application

    @property
    def _audit_hidden(self):
        return self.audit.state == Audit.State.PLANNING and self.audit.proposed_at is None

    @property
    def words(self):
        """What the client is told of where the case stands."""
        return self.case.state_words.for_client

    @property
    def tone(self):
        return self.case.state_tone


MILESTONES = (
    ("application", "application", ("submit",)),
    ("review", "application", ("accept", "refuse")),
    ("agreement", "application", ("agree", "decline")),
    ("documents", "application", ("accept_documents", "refuse_documents")),
    ("visit", "audit", ("close_visit",)),
    ("report", "audit", ("report",)),
    ("decision", "audit", ("decide",)),
    ("certificate", "certificate", ("issue",)),
)
ENDINGS = {"refuse", "decline", "refuse_documents"}


def labels():
    return {
        "application": _("Application"),
        "review": _("Application review"),
        "agreement": _("Certification agreement"),
        "documents": _("Document evaluation"),
        "visit": _("Audit on site"),
        "report": _("Rectification and report"),
        "decision": _("Decision"),
        "certificate": _("Certificate"),
    }


def journeys_of(user) -> list[Journey]:
    """The journeys of the person's organisations, the newest first."""
    applications = Application.objects.visible_to(user).select_related("organisation").order_by("-created_at")
    return [journey_of(application) for application in applications]


def journey_of(application) -> Journey:
    """The journey that began with this application."""
    audit = application.audits.exclude(state=Audit.State.ABANDONED).order_by("-pk").first()
    certificate = Certificate.objects.filter(decision__audit=audit).first() if audit else None
    steps = _steps(application, audit, certificate)
    return Journey(application, audit, certificate, steps + (_surveillance(certificate) if certificate else []))


def _steps(application, audit, certificate):
    cases = [case for case in (application, audit, certificate) if case]
    events = Event.objects.of(*cases).select_related("case_type").order_by("pk")
    reached = {(event.case_type.model, event.name): event.at for event in events}
    ended = certificate is None and any(case.is_closed for case in cases)
    words, steps, is_waiting = labels(), [], False
    for key, model, names in MILESTONES:
        name = next((name for name in names if (model, name) in reached), None)
        if name:
            status = "stopped" if name in ENDINGS else "done"
        elif is_waiting or ended:
            status = "ahead"
        else:
            status, is_waiting = "current", True
        steps.append(Step(words[key], status, reached.get((model, name))))
    return steps


def _surveillance(certificate):
    """The yearly surveillance as far as it is known, and the end of validity."""
    status = {Surveillance.State.DUE: "ahead", Surveillance.State.HELD: "done", Surveillance.State.LAPSED: "stopped"}
    rows = [
        Step(_("Surveillance %(number)d") % {"number": each.number}, status[each.state], each.held_on or each.due_on)
        for each in certificate.surveillances.order_by("number")
    ]
    return [*rows, Step(_("Valid until"), "stopped" if certificate.is_closed else "ahead", certificate.expires_on)]
