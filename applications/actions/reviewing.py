"""Application review by the market department: verdicts on papers and conditions, audit days and fee."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application, ConditionVerdict, Effort, PaperVerdict
from applications.permissions import is_free_officer
from applications.queries import EFFORT_UNKNOWN, proposal_or_none
from workflow import clock
from workflow.engine import locked
from workflow.journal import record
from workflow.machine import NoteMissing, Obstructed

UNDER_REVIEW = (Application.State.SUBMITTED,)
HALF = Decimal("0.5")
MOST_DAYS = Decimal("500")
HIGHEST_FEE = Decimal("10000000")


@transaction.atomic
def judge_paper(application, kind, *, by, verdict, note=""):
    """Say whether a line of the checklist is in order. A paper to be mended needs a note that says what is wrong."""
    row, actor = locked(application, by=by, may=is_free_officer, in_states=UNDER_REVIEW)
    verdict, note = PaperVerdict.Verdict(verdict), note.strip()
    if verdict == PaperVerdict.Verdict.MEND and not note:
        raise NoteMissing(_("Say what has to be corrected in “%(paper)s”.") % {"paper": kind})
    judged, _created = PaperVerdict.objects.update_or_create(
        application=row, kind=kind, defaults={"verdict": verdict, "note": note, "by": actor, "at": clock.now()}
    )
    record(row, "judge_paper", by=actor, note=note, paper=kind.code, verdict=str(verdict))
    return judged


@transaction.atomic
def judge_condition(application, condition, *, by, is_met, note=""):
    """Say whether an acceptance condition of the scheme is met. One that is not needs a note."""
    row, actor = locked(application, by=by, may=is_free_officer, in_states=UNDER_REVIEW)
    condition, note = ConditionVerdict.Condition(condition), note.strip()
    if not is_met and not note:
        raise NoteMissing(_("Say why this condition is not met: %(condition)s") % {"condition": condition.label})
    judged, _created = ConditionVerdict.objects.update_or_create(
        application=row,
        condition=condition,
        defaults={"is_met": is_met, "note": note, "by": actor, "at": clock.now()},
    )
    record(row, "judge_condition", by=actor, note=note, condition=str(condition), is_met=is_met)
    return judged


@transaction.atomic
def fix_effort(application, *, by, days=None, fee=None, days_reason="", fee_reason=""):
    """Fix audit days and fee (CNY); None takes what the tables give, anything else needs a written reason.

    The fee by the tariff is the one for the days fixed. Raises NoteMissing where a reason is missing, Obstructed where the
    tables cannot give a figure or a figure is out of bounds.
    """
    row, actor = locked(application, by=by, may=is_free_officer, in_states=UNDER_REVIEW)
    proposal = proposal_or_none(row, days=days)
    if not proposal:
        raise Obstructed(EFFORT_UNKNOWN)
    fee = proposal.fee if fee is None else Decimal(fee)
    _check_figures(proposal.days, fee)
    other_days, other_fee = proposal.days != proposal.days_computed, fee != proposal.fee
    days_reason = _reason(other_days, days_reason, _("Give a reason for other audit days than the table gives."))
    fee_reason = _reason(other_fee, fee_reason, _("Give a reason for another fee than the tariff gives."))
    effort, _created = Effort.objects.update_or_create(
        application=row,
        defaults={
            "days_computed": proposal.days_computed,
            "days": proposal.days,
            "days_reason": days_reason,
            "outlets_to_visit": proposal.outlets_to_visit,
            "fee_computed": proposal.fee,
            "fee": fee,
            "fee_reason": fee_reason,
            "lines": [line.as_plain() for line in proposal.lines],
            "by": actor,
            "at": clock.now(),
        },
    )
    record(
        row,
        "fix_effort",
        by=actor,
        note="\n".join(reason for reason in (days_reason, fee_reason) if reason),
        days=str(effort.days),
        days_computed=str(effort.days_computed),
        fee=str(effort.fee),
        fee_computed=str(effort.fee_computed),
    )
    return effort


def _check_figures(days, fee):
    if not 0 < days <= MOST_DAYS or days % HALF:
        raise Obstructed(_("Audit days are counted in half days, from 0.5 to %(most)s.") % {"most": MOST_DAYS})
    if not 0 <= fee <= HIGHEST_FEE or fee != fee.quantize(Decimal("0.01")):
        raise Obstructed(_("Enter the fee in CNY with at most two decimals, up to %(most)s.") % {"most": HIGHEST_FEE})


def _reason(deviates, reason, request):
    """The reason of a deviation, asked for where it is missing; without a deviation there is none to keep."""
    if not deviates:
        return ""
    if not reason.strip():
        raise NoteMissing(request)
    return reason.strip()
