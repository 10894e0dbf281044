"""The applicant's own writes: starting an application and answering it."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application, ExclusionClaim
from applications.permissions import is_applicant
from applications.queries import clause_codes
from applications.topics import ANSWER_FIELDS
from scoring.queries import current_edition
from workflow import clock
from workflow.counters import next_reference
from workflow.engine import locked
from workflow.journal import record
from workflow.machine import NotAllowed, Obstructed

EDITABLE = (Application.State.DRAFT, Application.State.RETURNED)
ONE_SITTING = timedelta(minutes=30)


@transaction.atomic
def start_draft(organisation, *, by, purpose=Application.Purpose.INITIAL):
    """Begin an application of the organisation on the edition in force.

    Raises NotAllowed where `by` is no member, Obstructed where no edition is loaded.
    """
    if not by.belongs_to(organisation):
        raise NotAllowed(_("You do not belong to %(organisation)s.") % {"organisation": organisation})
    edition = current_edition()
    if edition is None:
        raise Obstructed(_("No edition of the standard is loaded yet. Please write to us."))
    now = clock.now()
    application = Application.objects.create(
        reference=next_reference("A"),
        organisation=organisation,
        edition=edition,
        purpose=purpose,
        created_by=by,
        created_at=now,
        saved_at=now,
        contact_name=by.name,
        contact_email=by.email,
        contact_phone=organisation.phone,
    )
    record(application, "start_draft", by=by, edition=str(edition), purpose=str(purpose))
    return application


@transaction.atomic
def save_answers(application, *, by, **answers):
    """Write answers to the columns of that name; what stays the same is not journalled."""
    unknown = answers.keys() - ANSWER_FIELDS
    if unknown:
        raise TypeError(f"no such answers: {sorted(unknown)}")
    row, actor = locked(application, by=by, may=is_applicant, in_states=EDITABLE)
    before = {name: getattr(row, name) for name in answers}
    _write(row, answers)
    _journal(row, actor, {name: [before[name], new] for name, new in answers.items() if new != before[name]})
    _refresh(application)


@transaction.atomic
def save_sites(application, rows, *, by):
    """Make `rows` (columns of Site; `pk` where one is kept) the list of sites."""
    row, actor = locked(application, by=by, may=is_applicant, in_states=EDITABLE)
    _replace(row, actor, row.sites, rows, columns=("kind", "name", "address", "headcount", "activity"), answer="sites")
    _refresh(application)


@transaction.atomic
def save_managers(application, rows, *, by):
    """Make `rows` (columns of ServiceManager) the list of certified managers. Obstructed where a certificate is named twice."""
    row, actor = locked(application, by=by, may=is_applicant, in_states=EDITABLE)
    numbers = [each["certificate_number"] for each in rows if each["certificate_number"]]
    if len(set(numbers)) < len(numbers):
        raise Obstructed(_("A certificate number is listed twice. Each manager is listed once."))
    columns = ("name", "certificate_number", "expires_on")
    # Written anew each time: numbers that change places between kept rows would collide on the way.
    rows = [{**each, "pk": None} for each in rows]
    _replace(row, actor, row.service_managers, rows, columns=columns, answer="service_managers")
    _refresh(application)


@transaction.atomic
def save_exclusions(application, reasons, *, by, has_none=False):
    """Make `reasons` (clause code -> why it does not apply) the claimed exclusions; `has_none` says that all clauses apply.

    Obstructed where a clause is not one of the edition's, has no reason, or contradicts `has_none`.
    """
    row, actor = locked(application, by=by, may=is_applicant, in_states=EDITABLE)
    _check_exclusions(row, reasons, has_none)
    before = [row.has_no_exclusions, dict(row.exclusion_claims.values_list("clause", "reason"))]
    row.exclusion_claims.exclude(clause__in=reasons).delete()
    for clause, reason in reasons.items():
        ExclusionClaim.objects.update_or_create(application=row, clause=clause, defaults={"reason": reason})
    _write(row, {"has_no_exclusions": has_none})
    after = [has_none, dict(reasons)]
    _journal(row, actor, {} if before == after else {"exclusions": [before, after]})
    _refresh(application)


def stamp_submission(application, *, by, note, facts):
    """The effect of `submit`: when it was submitted."""
    application.submitted_at = clock.now()
    application.save(update_fields=["submitted_at"])


def _check_exclusions(application, reasons, has_none):
    unknown = set(reasons) - set(clause_codes(application))
    if unknown:
        raise Obstructed(_("The standard has no clause %(clause)s.") % {"clause": sorted(unknown)[0]})
    for clause, reason in reasons.items():
        if not reason.strip():
            raise Obstructed(_("Say why clause %(clause)s does not apply.") % {"clause": clause})
    if has_none and reasons:
        raise Obstructed(_("Either all clauses apply, or some do not: choose one."))


def _write(row, answers):
    for name, value in answers.items():
        setattr(row, name, value)
    row.saved_at = clock.now()
    row.save(update_fields=[*answers, "saved_at"])


def _replace(row, actor, related, rows, *, columns, answer):
    """Update rows that are kept, add new ones, delete the others; one journal entry where anything differs."""
    kept = {each.pk: each for each in related.all()}
    before = [[getattr(each, column) for column in columns] for each in kept.values()]
    related.exclude(pk__in=[each["pk"] for each in rows if each.get("pk") in kept]).delete()
    for values in rows:
        each = kept.get(values.get("pk")) or related.model(application=row)
        for column in columns:
            setattr(each, column, values[column])
        each.save()
    _write(row, {})
    after = [[getattr(each, column) for column in columns] for each in related.all()]
    _journal(row, actor, {} if before == after else {answer: [before, after]})


def _journal(row, actor, changed):
    """A draft's entries name what changed, once for each sitting; after a return they keep the values before and after."""
    if not changed:
        return
    if row.state == Application.State.RETURNED:
        record(row, "save_answers", by=actor, changed=changed)
    elif not _said_in_this_sitting(row, actor, changed):
        record(row, "save_answers", by=actor, fields=sorted(changed))


def _said_in_this_sitting(row, actor, changed):
    last = row.last_event()
    return (
        last is not None
        and last.name == "save_answers"
        and last.actor_id == actor.pk
        and clock.now() - last.at < ONE_SITTING
        and set(changed) <= set(last.facts.get("fields", ()))
    )


def _refresh(application):
    """Let the caller's object show what was written."""
    application.refresh_from_db()
