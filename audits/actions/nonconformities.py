"""Nonconformities and the client's corrective actions."""

from django.db import transaction
from django.utils.translation import gettext as _

from audits.actions.visit import deadline_of
from audits.models import Audit, CorrectiveAction, CorrectiveFile, Nonconformity
from audits.permissions import is_client, is_scorer
from audits.queries.audiences import nonconformity_client
from audits.queries.nonconformities import draft_of
from files.intake import store_file
from scoring.queries import scored_clauses
from workflow import clock
from workflow.counters import next_reference
from workflow.engine import locked, perform
from workflow.journal import record
from workflow.machine import NoteMissing, Obstructed
from workflow.notices import announce

K = Nonconformity.Kind
RAISABLE = (Audit.State.ON_SITE, Audit.State.RECTIFYING)
MOST_FILES = 30


@transaction.atomic
def raise_nonconformity(audit, *, by, kind, clause, text):
    """Raise a minor or major nonconformity on a clause of the audit's edition. Returns it."""
    row, actor = locked(audit, by=by, may=is_scorer, in_states=RAISABLE)
    kind, text = K(kind), text.strip()
    if kind == K.SPECIAL:
        raise Obstructed(_("Record a special deduction instead; its nonconformity follows by itself."))
    if not scored_clauses(row.edition).filter(code=clause).exists():
        raise Obstructed(_("“%(clause)s” is not a clause of %(edition)s.") % {"clause": clause, "edition": row.edition})
    if not text:
        raise NoteMissing(_("Describe what was found."))
    return _raise(row, actor, kind=kind, clause=clause, text=text)


def raise_for_special_deduction(deduction, *, by):
    """The nonconformity that a special deduction always brings (rule R4). Call it in the transaction that deducts."""
    return _raise(deduction.audit, by, kind=K.SPECIAL, text=deduction.text, special_deduction=deduction)


def _raise(audit, by, **columns):
    nonconformity = Nonconformity(
        reference=next_reference("N"), audit=audit, raised_by=by, raised_at=clock.now(), **columns
    )
    if audit.closing_meeting_on:
        nonconformity.deadline = deadline_of(nonconformity, audit.closing_meeting_on)
    nonconformity.save()
    event = record(nonconformity, "raise", by=by, kind=str(nonconformity.kind), clause=nonconformity.clause)
    announce(event, nonconformity, nonconformity_client(nonconformity))
    return nonconformity


def drop_for_special_deduction(deduction, *, by, reason):
    """Drop what a withdrawn special deduction brought; one that was verified and closed stays closed."""
    nonconformity = deduction.nonconformity
    if not nonconformity.is_closed:
        perform(nonconformity, "drop", by=by, note=reason)


@transaction.atomic
def draft_corrective_action(nonconformity, *, by, **answers):
    """Keep the client's answer as it stands, finished or not. Returns the draft."""
    unknown = answers.keys() - set(CorrectiveAction.ANSWERS)
    if unknown:
        raise TypeError(f"no such answers: {sorted(unknown)}")
    row, actor = _being_answered(nonconformity, by)
    if answers.get("done_on") and answers["done_on"] > clock.today():
        raise Obstructed(_("The day it was done lies in the future. Send the answer once it is done."))
    draft = _draft(row, actor)
    changed = [name for name, new in answers.items() if getattr(draft, name) != new]
    for name in changed:
        setattr(draft, name, answers[name])
    if changed:
        draft.written_by, draft.written_at = actor, clock.now()
        draft.save(update_fields=[*changed, "written_by", "written_at"])
        record(row, "draft_action", by=actor, changed=changed)
    return draft


@transaction.atomic
def attach_corrective_file(nonconformity, upload, *, by):
    """Put a file beside the answer being written. Raises files.intake.FileRefused where it is none we take."""
    row, actor = _being_answered(nonconformity, by)
    draft = _draft(row, actor)
    if draft.files.count() >= MOST_FILES:
        raise Obstructed(
            _("An answer holds at most %(count)d files. Put several into one, or remove some.") % {"count": MOST_FILES}
        )
    stored = store_file(upload, by=actor)
    kept = CorrectiveFile.objects.create(action=draft, stored=stored)
    record(row, "attach_file", by=actor, file=stored.name, sha256=stored.sha256)
    return kept


@transaction.atomic
def remove_corrective_file(kept, *, by):
    """Take a file away from an answer that is not sent yet; the stored file stays in the record."""
    row, actor = _being_answered(kept.action.nonconformity, by)
    present = CorrectiveFile.objects.filter(pk=kept.pk, action__sent_at=None, action__nonconformity=row).first()
    if not present:
        raise Obstructed(_("This file cannot be removed any more. Reload the page."))
    present.delete()
    record(row, "remove_file", by=actor, file=kept.stored.name, sha256=kept.stored.sha256)


def _being_answered(nonconformity, by):
    row, actor = locked(nonconformity, by=by, may=is_client, in_states=(Nonconformity.State.OPEN,))
    if row.deadline is None:
        raise Obstructed(_("The closing meeting has not been held yet; corrective action is sent after it."))
    return row, actor


def _draft(nonconformity, by):
    """The answer being written; after a rejection it begins as a copy of the rejected one."""
    draft = draft_of(nonconformity)
    if draft:
        return draft
    last = nonconformity.actions.order_by("-pk").first()
    answers = {name: getattr(last, name) for name in CorrectiveAction.ANSWERS} if last else {}
    return CorrectiveAction.objects.create(
        nonconformity=nonconformity, written_by=by, written_at=clock.now(), **answers
    )


def send_corrective_action(nonconformity, *, by, note, facts):
    """The step `answer`: freeze the draft."""
    draft = draft_of(nonconformity)
    draft.sent_at, draft.written_by = clock.now(), by
    draft.save(update_fields=["sent_at", "written_by"])
    return {"answer": nonconformity.actions.count(), "files": draft.files.count()}


def judge_corrective_action(nonconformity, *, by, note, facts):
    """The steps `close` and `reject`: write the verdict beside the answer it is about."""
    action = nonconformity.actions.exclude(sent_at=None).order_by("-pk").first()
    action.verdict = "closed" if nonconformity.state == Nonconformity.State.CLOSED else "rejected"
    action.verdict_note, action.verdict_by, action.verdict_at = note, by, clock.now()
    action.save(update_fields=["verdict", "verdict_note", "verdict_by", "verdict_at"])
    return {"answer": nonconformity.actions.exclude(sent_at=None).count()}
