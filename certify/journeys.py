"""The whole journey of a case as one line of dated steps: a read over the small machines of the floors below."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from applications.models import Application
from audits.models import Audit
from certificates.models import Certificate
from workflow.models import Event


@dataclass(frozen=True)
class Step:
    label: str
    status: str
    date: datetime | None = None
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
    ("application", ("submit",)),
    ("review", ("accept", "refuse")),
    ("agreement", ("agree", "decline")),
    ("documents", ("accept_documents", "refuse_documents")),
    ("visit", ("close_visit",)),
    ("report", ("report",)),
    ("decision", ("decide",)),
    ("certificate", ("issue",)),
)


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
    return Journey(application, audit, certificate, _steps(application, audit, certificate))


def _steps(application, audit, certificate):
    cases = [case for case in (application, audit, certificate) if case]
    reached = {event.name: event.at for event in Event.objects.of(*cases).order_by("pk")}
    ended = certificate is None and any(case.is_closed for case in cases)
    steps, words, current_set = [], labels(), False
    for key, names in MILESTONES:
        at = next((reached[name] for name in names if name in reached), None)
        bad = any(name in reached for name in names if name in {"refuse", "decline", "refuse_documents"})
        if at:
            status = "stopped" if bad else "done"
        elif ended or current_set:
            status = "stopped" if ended and not current_set else "todo"
            current_set = True
        else:
            status, current_set = "current", True
        steps.append(Step(words[key], status, at))
    return steps
