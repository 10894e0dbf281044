"""Whose move a case is, since when, by when, and what the reader can do now."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from applications.models import Application
from applications.moves import Move
from applications.moves import next_move as move_of_application
from applications.permissions import is_free_audit_manager
from audits.models import Audit, Nonconformity
from audits.moves import next_move as move_of_audit
from certificates.models import Certificate, Decision, Surveillance
from certificates.permissions import is_deciding_manager
from certificates.queries import audits_to_take_up, standing_sentence, why_not_voter
from certify.casefile.file import CaseFile
from workflow.wording import in_words

A, U, D, C = Application.State, Audit.State, Decision.State, Certificate.State
CLIENT, MARKET = gettext_lazy("The client"), gettext_lazy("The market department")
AUDITING, TEAM = gettext_lazy("The audit department"), gettext_lazy("The audit team")
COMMITTEE = gettext_lazy("The committee")
# Who has the move in which state; where nobody is named, nothing waits for anybody.
ACTORS = {
    Application: {
        A.SUBMITTED: MARKET, A.AGREED: AUDITING, A.EVALUATING: AUDITING, A.EVALUATED: AUDITING,
        **dict.fromkeys(Application.APPLICANTS_MOVE, CLIENT),
    },
    Audit: {
        U.PLANNING: AUDITING, U.PROPOSED: CLIENT, U.PLANNED: TEAM, U.ON_SITE: TEAM, U.RECTIFYING: TEAM,
        U.REPORTED: COMMITTEE,
    },
    Decision: {D.OPEN: COMMITTEE},
    Certificate: {C.VALID: AUDITING, C.SUSPENDED: CLIENT},
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """`deadline` is a date that holds; `aim` our own target, given where there is no such date."""

    actor: str
    since: datetime
    deadline: date | None
    deadline_label: str
    aim: date | None
    move: Move


def standing_of(file: CaseFile) -> Standing:
    """Where the case stands, for the reader of the file."""
    deadline, label = deadline_of(file)
    actor = "" if file.state.final else str(actor_of(file))
    return Standing(actor, file.case.since, deadline, label, None if deadline else file.case.aim_on, move_of(file))


def actor_of(file):
    case = file.case
    if isinstance(case, Audit) and _open_nonconformities(file):
        return CLIENT
    return ACTORS[type(case)].get(case.state, "")


def _open_nonconformities(file):
    case = file.case
    if not isinstance(case, Audit) or case.state != U.RECTIFYING:
        return []
    return [
        each for each in file.nonconformities if each.audit_id == case.pk and each.state == Nonconformity.State.OPEN
    ]


def deadline_of(file) -> tuple[date | None, str]:
    """The date that holds for the move, and what it is."""
    case = file.case
    if isinstance(case, Certificate) and not file.state.final:
        coming = [each.due_on for each in file.surveillances if each.state == Surveillance.State.DUE]
        return (min(coming), _("Surveillance due")) if coming else (case.expires_on, _("Valid until"))
    if isinstance(case, Audit) and case.state == U.PLANNED:
        return case.starts_on, _("The visit begins")
    deadlines = [each.deadline for each in _open_nonconformities(file) if each.deadline]
    return (min(deadlines), _("Corrective action due")) if deadlines else (None, "")


def move_of(file) -> Move:
    """What happens next; a link into a page of its own becomes one that leads there from here."""
    case, reader = file.case, file.reader
    if isinstance(case, Certificate):
        return _of_certificate(file)
    if isinstance(case, Decision):
        return _of_decision(case, reader)
    if isinstance(case, Audit):
        return _to_take_up(file) or _from_here(move_of_audit(case, reader), case)
    if case.state == A.EVALUATED and is_free_audit_manager(reader, case):
        text = _("The documents are accepted. Open the audit file, then make the plan and the team.")
        return Move(_("Open the audit file"), text, True, reverse("open_audit", args=[case.reference]), _("Open it"))
    return move_of_application(case, reader)


def _from_here(move, audit):
    if move.url.startswith("#"):
        return replace(move, url=audit.get_absolute_url() + move.url)
    if move.is_yours and not move.url:
        return replace(move, url=audit.get_absolute_url(), label=_("Open the audit"))
    return move


def _to_take_up(file):
    """A report that nobody has put before the committee, to somebody who may."""
    audit, reader = file.case, file.reader
    if not reader.roles & {Role.MEMBER, Role.MANAGER} or not audits_to_take_up(reader).filter(pk=audit.pk).exists():
        return None
    text = _("The report is submitted and the score sheet frozen.")
    return Move(_("Put the report before the committee"), text, True, reverse("decisions"), _("Open the decisions"))


def _of_decision(decision, reader):
    page, text = decision.get_absolute_url(), standing_sentence(decision, reader)
    if not why_not_voter(reader, decision):
        return Move(_("Read the dossier and vote"), text, True, page, _("Open the dossier"))
    if is_deciding_manager(reader, decision):
        return Move(_("The committee votes, then you decide"), text, True, page, _("Open the dossier"))
    return Move(_("The committee decides"), text)


def _of_certificate(file):
    certificate = file.certificate
    if file.state.final:
        return Move(_("The case is closed"), str(file.state_label))
    if certificate.state == C.SUSPENDED:
        text = _("While it is suspended, neither certificate nor certification mark may be used.")
        return Move(_("The certificate is suspended"), text)
    day, label = deadline_of(file)
    return Move(_("The certificate is in force"), _("%(what)s: %(day)s.") % {"what": label, "day": in_words(day)})
