"""Recording what was found about a clause, and the files that support it."""

from django.db import transaction
from django.utils.translation import gettext as _

from audits.actions.scorable import locked_for_scoring
from audits.models import Evidence, Finding
from audits.queries.scoring import why
from files.intake import store_file
from scoring.queries import scored_clauses
from scoring.words import OUTCOMES
from workflow import clock
from workflow.journal import record
from workflow.machine import Obstructed, StepRefused

Outcome = Finding.Outcome
MOST_SAMPLES = 1_000_000
LONGEST = {"reason": 500, "remark": 4000}
ANSWER = ("outcome", "drawn", "failed", "reason", "remark")


class FindingRefused(StepRefused):
    """An answer that does not add up. `errors` are sentences by field."""

    def __init__(self, errors: dict[str, str]):
        self.errors = errors
        super().__init__(*errors.values())


class StaleFinding(StepRefused):
    """Someone else answered the clause meanwhile. `current` is what stands now; nothing was overwritten."""

    def __init__(self, current: Finding | None, sentence: str):
        self.current = current
        super().__init__(sentence)


@transaction.atomic
def record_finding(audit, clause, *, by, outcome, drawn=None, failed=None, reason="", remark="", revision=None):
    """Write the outcome of one clause (rules R2, R3, R6) and return the Finding.

    `revision` is that of the answer the person saw, None or 0 where there was none: a stale one raises StaleFinding, unless
    the very same answer stands there already (a second press, a lost receipt). Raises FindingRefused, Obstructed (no such
    clause), WrongState, NotAllowed; then nothing was written.
    """
    answer = {"outcome": outcome, "drawn": drawn, "failed": failed, "reason": reason.strip(), "remark": remark.strip()}
    errors = faults(**answer)
    if errors:
        raise FindingRefused(errors)
    row, actor = locked_for_scoring(audit, by)
    _demand_clause(row, clause)
    current = row.findings.select_related("by").filter(clause=clause).first()
    before = current and {name: getattr(current, name) for name in ANSWER}
    if before == answer:
        return current
    if (current.revision if current else 0) != (revision or 0):
        raise StaleFinding(current, _stale(clause, current))
    finding = current or Finding(audit=row, clause=clause, revision=0)
    for name, value in answer.items():
        setattr(finding, name, value)
    finding.revision += 1
    finding.by, finding.at = actor, clock.now()
    finding.save()
    record(row, "record_finding", by=actor, clause=clause, revision=finding.revision, before=before, after=answer)
    return finding


def faults(*, outcome, drawn, failed, reason, remark) -> dict[str, str]:
    """What is wrong with an answer, as sentences by field; empty where it can be written."""
    if outcome not in Outcome.values:
        return {"outcome": _("Choose one: met, not met, sampled, or does not apply.")}
    errors = {}
    if outcome == Outcome.SAMPLED:
        errors |= _sample_faults(drawn, failed)
    elif drawn is not None or failed is not None:
        errors["drawn"] = _("Samples are counted for the outcome “sampled” only.")
    if outcome == Outcome.EXCLUDED and not reason:
        errors["reason"] = _("Say why the clause does not apply.")
    if outcome != Outcome.EXCLUDED and reason:
        errors["reason"] = _("A reason is given for the outcome “does not apply” only.")
    for name, text in (("reason", reason), ("remark", remark)):
        if len(text) > LONGEST[name]:
            errors[name] = _("At most %(most)d characters; these are %(length)d.") % {
                "most": LONGEST[name],
                "length": len(text),
            }
        elif "\x00" in text:
            errors[name] = _("The text holds a character that cannot be stored. Type it again.")
    return errors


def _sample_faults(drawn, failed):
    if not _is_count(drawn) or not 1 <= drawn <= MOST_SAMPLES:
        return {"drawn": _("Say how many samples were drawn: a whole number of at least 1.")}
    if not _is_count(failed) or failed < 0:
        return {"failed": _("Say how many of them failed: a whole number, 0 where none did.")}
    if failed > drawn:
        return {
            "failed": _("No more samples can fail (%(failed)d) than were drawn (%(drawn)d).")
            % {
                "failed": failed,
                "drawn": drawn,
            }
        }
    return {}


def _is_count(value):
    return isinstance(value, int) and not isinstance(value, bool)


def _demand_clause(audit, clause):
    if not scored_clauses(audit.edition).filter(code=clause).exists():
        raise Obstructed(
            _("%(edition)s has no scored clause %(clause)s. Reload the page.")
            % {"edition": audit.edition, "clause": clause}
        )


def _stale(clause, current):
    if current is None:
        return _("There is no answer to clause %(clause)s any more. Reload the page.") % {"clause": clause}
    return _(
        "%(name)s answered clause %(clause)s meanwhile (%(outcome)s). Nothing was overwritten; choose which answer stands."
    ) % {
        "name": current.by,
        "clause": clause,
        "outcome": in_words(current),
    }


def in_words(finding):
    """The whole answer on one line."""
    more = why(finding) if finding.outcome in (Outcome.SAMPLED, Outcome.EXCLUDED) else ""
    return " · ".join(part for part in (str(OUTCOMES[finding.outcome]), more, finding.remark) if part)


def attach_evidence(audit, clause, upload, *, by):
    """Keep a file or photograph for a clause and return the Evidence.

    Stored before the audit is locked, since a photograph takes its time. Raises files.intake.FileRefused and what
    `record_finding` raises; then nothing is kept.
    """
    with transaction.atomic():
        _demand_clause(locked_for_scoring(audit, by)[0], clause)
    with transaction.atomic():
        stored = store_file(upload, by=by)
        row, actor = locked_for_scoring(audit, by)
        evidence = Evidence.objects.create(
            audit=row, clause=clause, stored=stored, added_by=actor, added_at=clock.now()
        )
        record(row, "add_evidence", by=actor, clause=clause, file=stored.name, sha256=stored.sha256)
    return evidence


@transaction.atomic
def remove_evidence(evidence, *, by):
    """Take a file off the clause; the record keeps it. A second call changes nothing."""
    row, actor = locked_for_scoring(evidence.audit, by)
    current = Evidence.objects.select_for_update(of=("self",)).select_related("stored").get(pk=evidence.pk)
    if current.removed_at:
        return
    current.removed_at = clock.now()
    current.save(update_fields=["removed_at"])
    record(
        row, "remove_evidence", by=actor, clause=current.clause, file=current.stored.name, sha256=current.stored.sha256
    )
