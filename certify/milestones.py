"""The line of dated steps that a case walks, from the application to the end of the certificate's validity."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from applications.models import Application
from audits.models import Audit
from certificates.calendar import apply_by
from certificates.models import Certificate, Surveillance

S = Application.State
A = Audit.State


@dataclass(frozen=True)
class Step:
    """One step of the way. `means` says what the date is: on (it was done), since (it runs), begins, by (due), until.

    `aim` is the day by which we aim to be through with a step that runs.
    """

    label: str
    status: str
    date: "datetime | date | None" = None
    hint: str = ""
    means: str = "on"
    aim: "date | None" = None


# Up to the certificate: the step's key, and the deed that completes it (an audit knows a step "agree", too).
MILESTONES = (
    ("application", ("application", "submit")),
    ("review", ("application", "accept")),
    ("agreement", ("application", "agree")),
    ("documents", ("application", "accept_documents")),
    ("visit", ("audit", "close_visit")),
    ("report", ("audit", "report")),
    ("decision", ("audit", "decide")),
    ("certificate", ("certificate", "issue")),
)
KEYS = tuple(key for key, _deed in MILESTONES)
STANDS_AT = {
    S.DRAFT: "application",
    S.SUBMITTED: "review",
    S.RETURNED: "review",
    S.OFFERED: "agreement",
    S.AGREED: "documents",
    S.EVALUATING: "documents",
    S.CLARIFYING: "documents",
    S.EVALUATED: "visit",
}
AUDIT_STANDS_AT = {A.RECTIFYING: "report", A.REPORTED: "decision", A.DECIDED: "decision"}
BEGINS_LATER = {A.PROPOSED, A.PLANNED}


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
        "surveillance": _("Surveillance, year %(number)d"),
        "renewal": _("Recertification"),
        "end": _("Valid until"),
    }


def steps_of(way) -> list[Step]:
    """All steps of a `journeys.Way`, past ones with their dates, those ahead with theirs as far as they are known."""
    done = {(event.case_type.model, event.name): event for event in way.events}
    if way.certificate:
        steps = [_passed(key, deed, done) for key, deed in MILESTONES]
        return steps + _after_issue(way)
    ending = way.ending
    here = _stands_at(way, ending)
    before = [_passed(key, deed, done) for key, deed in MILESTONES[: KEYS.index(here)]]
    if ending:
        return [*before, Step(labels()[here], "stopped", ending.at, ended_words(ending))]
    ahead = [Step(labels()[key], "ahead") for key in KEYS[KEYS.index(here) + 1 :]]
    return [*before, _current(here, way), *ahead, *_far_ahead()]


def ended_words(event) -> str:
    """How and why something ended: the deed, and the reason given."""
    return (
        _("%(deed)s: %(reason)s") % {"deed": event.deed.done, "reason": event.note}
        if event.note
        else str(event.deed.done)
    )


def _stands_at(way, ending):
    if ending and ending.name in {"refuse_documents", "decline"}:
        return "documents" if ending.name == "refuse_documents" else "agreement"
    if ending and ending.case_type.model == "application":
        return STANDS_AT.get(ending.state_before, "application")
    if way.audit:
        return AUDIT_STANDS_AT.get(way.audit.state, "visit")
    return STANDS_AT.get(way.application.state, "application")


def _passed(key, deed, done):
    return Step(labels()[key], "done", done[deed].at if deed in done else None)


def _current(key, way):
    case = way.audit or way.application
    if way.audit and way.audit.starts_on and way.audit.state in BEGINS_LATER:
        return Step(labels()[key], "current", way.audit.starts_on, means="begins")
    if way.abandoned and not way.audit:
        return Step(labels()[key], "current", way.abandoned.at, ended_words(way.abandoned), "since", case.aim_on)
    # Once a round is open its aim counts, as the committee reads it; the case has waited since the report.
    return Step(labels()[key], "current", case.since, means="since", aim=(way.round or case).aim_on)


def _far_ahead():
    """What a certificate will bring, without dates as long as there is none."""
    words = labels()
    after = [
        (words["surveillance"] % {"number": 1}, _("a year after the certificate")),
        (words["surveillance"] % {"number": 2}, _("two years after the certificate")),
        (words["renewal"], _("to be applied for three months before the end")),
        (words["end"], _("three years from the certificate")),
    ]
    return [Step(label, "ahead", hint=hint) for label, hint in after]


def _after_issue(way):
    """Surveillance, recertification and the end of a certificate; the next of them is the current one."""
    certificate = way.certificate
    steps = [_surveillance(each) for each in way.surveillances if each.state != Surveillance.State.LAPSED]
    if way.closing:
        return [step for step in steps if step.status == "done"] + [_closed(way)]
    steps += [_renewal(way), Step(labels()["end"], "ahead", certificate.expires_on, means="until")]
    next_one = next(place for place, step in enumerate(steps) if step.status != "done")
    steps[next_one] = Step(**{**vars(steps[next_one]), "status": "current"})
    return steps


def _surveillance(each):
    label = labels()["surveillance"] % {"number": each.number}
    if each.state == Surveillance.State.HELD:
        return Step(label, "done", each.held_on)
    return Step(label, "ahead", each.due_on, means="by")


def _renewal(way):
    if way.renewal:
        return Step(labels()["renewal"], "done", way.renewal.submitted_at, _("applied for"))
    hint = _("application by then")
    return Step(labels()["renewal"], "ahead", apply_by(way.certificate.expires_on), hint, "by")


def _closed(way):
    words = way.certificate.machine.state(way.certificate.state_today).label
    event = way.closing if way.closing is not True else None
    if event and way.certificate.state != Certificate.State.EXPIRED:
        return Step(str(words), "stopped", event.at, ended_words(event))
    return Step(str(words), "stopped", way.certificate.expires_on)
