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
from workflow.models import Event

EDITABLE = (Application.State.DRAFT, Application.State.RETURNED)
ONE_SITTING = timedelta(minutes=30)
MOST_ENTRIES = 40  # more than there are answers: a sitting names each once


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
    """Write answers to the columns of that name; what stays the same is not journalled. Returns whether anything changed."""
    unknown = answers.keys() - ANSWER_FIELDS
    if unknown:
        raise TypeError(f"no such answers: {sorted(unknown)}")
    row, actor = locked(application, by=by, may=is_applicant, in_states=EDITABLE)
    before = {name: getattr(row, name) for name in answers}
    _write(row, answers)
    changed = {name: [before[name], new] for name, new in answers.items() if new != before[name]}
    _journal(row, actor, changed)
    _refresh(application)
    return bool(changed)


@transaction.atomic
def save_sites(application, rows, *, by):
    """Make `rows` (columns of Site; `pk` where one is kept) the list of sites. Returns whether anything changed."""
    row, actor = locked(application, by=by, may=is_applicant, in_states=EDITABLE)
    columns = ("kind", "name", "address", "headcount", "activity")
    changed = _replace(row, actor, row.sites, rows, columns=columns, answer="sites")
    _refresh(application)
    return changed


@transaction.atomic
def save_managers(application, rows, *, by):
    """Make `rows` (columns of ServiceManager; `pk` where one is kept) the list of certified managers.

    Returns whether anything changed. Obstructed where a certificate is named twice.
    """
    row, actor = locked(application, by=by, may=is_applicant, in_states=EDITABLE)
    numbers = [each["certificate_number"] for each in rows if each["certificate_number"]]
    if len(set(numbers)) < len(numbers):
        raise Obstructed(_("A certificate number is listed twice. Each manager is listed once."))
    columns = ("name", "certificate_number", "expires_on")
    changed = _replace(
        row, actor, row.service_managers, rows, columns=columns, answer="service_managers", unique="certificate_number"
    )
    _refresh(application)
    return changed


@transaction.atomic
def save_exclusions(application, reasons, *, by, has_none=False):
    """Make `reasons` (clause code -> why it does not apply) the claimed exclusions; `has_none` says that all clauses apply.

    Returns whether anything changed. Obstructed where a clause is not one of the edition's, has no reason, or contradicts
    `has_none`.
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
    return before != after


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


def _replace(row, actor, related, rows, *, columns, answer, unique=None):
    """Update rows that are kept, add new ones, delete the others; one journal entry where anything differs, which is returned.

    `unique` is a column of words of which each stands in one row.
    """
    kept = {each.pk: each for each in related.all()}
    before = [[getattr(each, column) for column in columns] for each in kept.values()]
    related.exclude(pk__in=[each["pk"] for each in rows if each.get("pk") in kept]).delete()
    if unique:  # words that change places between kept rows would collide on the way
        related.update(**{unique: ""})
    for values in rows:
        each = kept.get(values.get("pk")) or related.model(application=row)
        for column in columns:
            setattr(each, column, values[column])
        each.save()
    _write(row, {})
    after = [[getattr(each, column) for column in columns] for each in related.all()]
    _journal(row, actor, {} if before == after else {answer: [before, after]})
    return before != after


def _journal(row, actor, changed):
    """A draft's entries name what changed, once for each sitting; after a return they keep the values before and after.

    Pages save themselves every few words: within a sitting an answer is named once, however often it is saved.
    """
    if row.state == Application.State.RETURNED:
        if changed:
            record(row, "save_answers", by=actor, changed=changed)
    elif unsaid := set(changed) - _said_in_this_sitting(row, actor):
        record(row, "save_answers", by=actor, fields=sorted(unsaid))


def _said_in_this_sitting(row, actor):
    """The answers named by the newest entries, as far as they are this person's savings one after the other."""
    said, until = set(), clock.now()
    for event in Event.objects.of(row).order_by("-pk")[:MOST_ENTRIES]:
        if event.name != "save_answers" or event.actor_id != actor.pk or until - event.at >= ONE_SITTING:
            break
        said |= set(event.facts.get("fields", ()))
    return said


def _refresh(application):
    """Let the caller's object show what was written."""
    application.refresh_from_db()
