"""Application review by the market department: verdicts on papers and conditions, audit days and fee."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from applications.actions.access import locked
from applications.effort import EffortError
from applications.models import Application, ConditionVerdict, Effort, PaperVerdict
from applications.permissions import is_free_officer
from applications.queries import effort_proposal
from workflow import clock
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
        raise NoteMissing(_("Say what has to be mended in “%(paper)s”.") % {"paper": kind})
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
    proposal = _proposal(row, days)
    fee = proposal.fee if fee is None else Decimal(fee)
    _check_figures(proposal.days, fee)
    days_reason = _reason(proposal.days != proposal.days_computed, days_reason, _("the audit days"))
    fee_reason = _reason(fee != proposal.fee, fee_reason, _("the fee"))
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


def _proposal(application, days):
    try:
        return effort_proposal(application, days=days)
    except EffortError:
        raise Obstructed(
            _(
                "Audit days and fee cannot be worked out: the headcount, the audit-day table or the tariff is incomplete."
            )
        ) from None


def _check_figures(days, fee):
    if not 0 < days <= MOST_DAYS or days % HALF:
        raise Obstructed(_("Audit days are counted in half days, from 0.5 to %(most)s.") % {"most": MOST_DAYS})
    if not 0 <= fee <= HIGHEST_FEE or fee != fee.quantize(Decimal("0.01")):
        raise Obstructed(_("Give the fee in CNY with at most two decimals, up to %(most)s.") % {"most": HIGHEST_FEE})


def _reason(deviates, reason, subject):
    """The reason of a deviation; without a deviation there is none to keep."""
    if not deviates:
        return ""
    if not reason.strip():
        raise NoteMissing(_("Give a reason: %(subject)s differ from what the tables give.") % {"subject": subject})
    return reason.strip()
