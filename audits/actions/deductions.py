"""Special deductions (rule R4) and the special bonus (rule R5)."""

from django.db import transaction
from django.utils.translation import gettext as _

from audits.actions.nonconformities import drop_for_special_deduction, raise_for_special_deduction
from audits.actions.scorable import locked_for_scoring
from audits.models import Bonus, SpecialDeduction
from workflow import clock
from workflow.journal import record
from workflow.machine import Obstructed


@transaction.atomic
def deduct(audit, *, by, ground, text):
    """Take one point outside the clauses and raise the nonconformity that goes with it. Returns the SpecialDeduction.

    Raises Obstructed for an unknown ground or no text, WrongState, NotAllowed.
    """
    row, actor = locked_for_scoring(audit, by)
    if ground not in SpecialDeduction.Ground.values:
        raise Obstructed(_("Choose the ground of the special deduction."))
    deduction = SpecialDeduction.objects.create(
        audit=row, ground=ground, text=_text(text, SpecialDeduction, "text"), by=actor, at=clock.now()
    )
    nonconformity = raise_for_special_deduction(deduction, by=actor)
    record(
        row,
        "deduct",
        by=actor,
        deduction=deduction.pk,
        ground=ground,
        text=deduction.text,
        nonconformity=nonconformity.reference,
    )
    return deduction


@transaction.atomic
def withdraw_deduction(deduction, *, by, reason):
    """Give the point back; the row and its reason stay in the record, and its nonconformity is dropped.

    Raises Obstructed without a reason or where it was withdrawn before, and what dropping the nonconformity raises.
    """
    row, actor = locked_for_scoring(deduction.audit, by)
    current = SpecialDeduction.objects.select_for_update().get(pk=deduction.pk)
    if current.withdrawn_at:
        raise Obstructed(_("This special deduction was withdrawn before. Reload the page."))
    current.withdrawn_reason = _text(reason, SpecialDeduction, "withdrawn_reason")
    current.withdrawn_at = clock.now()
    current.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    drop_for_special_deduction(current, by=actor, reason=current.withdrawn_reason)
    record(
        row,
        "withdraw_deduction",
        by=actor,
        note=current.withdrawn_reason,
        deduction=current.pk,
        ground=current.ground,
        text=current.text,
    )
    return current


@transaction.atomic
def give_bonus(audit, *, by, text):
    """Give the one special bonus. Returns the Bonus. Raises Obstructed where there is one already or no text."""
    row, actor = locked_for_scoring(audit, by)
    if not row.edition.parameters.bonus_limit:
        raise Obstructed(_("%(edition)s knows no special bonus.") % {"edition": row.edition})
    if Bonus.objects.filter(audit=row).exists():
        raise Obstructed(
            _("There is a special bonus already, and at most one can be given. Withdraw it to give another.")
        )
    bonus = Bonus.objects.create(audit=row, text=_text(text, Bonus, "text"), by=actor, at=clock.now())
    record(row, "give_bonus", by=actor, text=bonus.text)
    return bonus


@transaction.atomic
def withdraw_bonus(audit, *, by, reason):
    """Take the bonus back; the journal keeps what it was given for. Raises Obstructed where there is none."""
    row, actor = locked_for_scoring(audit, by)
    bonus = Bonus.objects.filter(audit=row).first()
    if bonus is None:
        raise Obstructed(_("There is no special bonus to withdraw. Reload the page."))
    note = _text(reason, SpecialDeduction, "withdrawn_reason")
    bonus.delete()
    record(row, "withdraw_bonus", by=actor, note=note, text=bonus.text)


def _text(text, model, field):
    """The text without its margins. Raises Obstructed where nothing is left, it is too long, or it cannot be stored."""
    text, longest = text.strip(), model._meta.get_field(field).max_length
    if not text:
        raise Obstructed(_("Say what was found, and why.") if field == "text" else _("Give the reason."))
    if len(text) > longest:
        raise Obstructed(
            _("At most %(most)d characters; these are %(length)d.") % {"most": longest, "length": len(text)}
        )
    if "\x00" in text:
        raise Obstructed(_("The text holds a character that cannot be stored. Type it again."))
    return text
