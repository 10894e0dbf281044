"""What the committee does with a report: take it up, vote, step aside, and hand the audit its outcome."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import declare_interest
from accounts.models import User
from accounts.permissions import is_manager, is_member
from audits.models import Audit
from certificates.models import CommitteeRules, Decision, Vote
from certificates.permissions import has_interest_in_client, is_deciding_manager, is_voter
from certificates.queries import votes_as_facts
from workflow import clock
from workflow.counters import next_reference
from workflow.engine import perform
from workflow.journal import record
from workflow.machine import NotAllowed, Obstructed


@transaction.atomic
def take_up(audit, *, by):
    """Put a reported audit before the committee, with the quorum and majority of the day; the open round where there is one.

    Raises NotAllowed for people with part or interest in the case, Obstructed where nothing was reported.
    """
    audit = Audit.objects.select_for_update().get(pk=audit.pk)
    existing = audit.decisions.filter(state=Decision.State.OPEN).first()
    if existing:
        return existing
    sheet = audit.score_sheets.order_by("-number").first()
    if audit.state != Audit.State.REPORTED or sheet is None:
        raise Obstructed(_("The audit has not been reported yet."))
    by = User.objects.get(pk=by.pk)
    rules = CommitteeRules.current()
    decision = Decision(
        reference=next_reference("D"),
        audit=audit,
        organisation=audit.organisation,
        score_sheet=sheet,
        quorum=rules.quorum,
        majority_numerator=rules.majority_numerator,
        majority_denominator=rules.majority_denominator,
    )
    if not (is_voter(by, decision) or is_deciding_manager(by, decision)):
        raise NotAllowed(
            _("Only members of the committee and managers without part or interest in the case may take it up.")
        )
    decision.save()
    record(decision, "take_up", by=by, audit=audit.reference, score_sheet=sheet.number, quorum=rules.quorum)
    return decision


@transaction.atomic
def cast_vote(decision, *, by, position, reason, declares_no_interest):
    """Cast a member's vote, once and for good. Raises NotAllowed or Obstructed with a sentence; then nothing was written."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    by = User.objects.get(pk=by.pk)
    if decision.state != Decision.State.OPEN:
        raise Obstructed(_("The decision has been made; no further votes are taken."))
    if not is_voter(by, decision):
        raise NotAllowed(
            _(
                "You may not vote here. Only members of the committee vote who took no part in the evaluation "
                "and have no interest in the client."
            )
        )
    if decision.votes.filter(user=by).exists():
        raise Obstructed(_("You have voted already; a vote is final."))
    if not declares_no_interest:
        raise Obstructed(_("Declare that you have no interest in the client, or step aside."))
    if not reason.strip():
        raise Obstructed(_("Give the reasons for your vote."))
    vote = Vote.objects.create(
        decision=decision, user=by, position=position, reason=reason.strip(), declares_no_interest=True, at=clock.now()
    )
    record(decision, "vote", by=by)
    return vote


@transaction.atomic
def step_aside(decision, *, by, kind, note, until=None):
    """Declare an interest in the client; from now on the person neither votes nor decides here, and a vote cast does not
    count. Raises NotAllowed or Obstructed with a sentence; then nothing was written."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    by = User.objects.get(pk=by.pk)
    if not (is_member(by) or is_manager(by)):
        raise NotAllowed(_("Only members of the committee and managers can step aside here."))
    if decision.state != Decision.State.OPEN:
        raise Obstructed(_("The decision has been made. Declare the interest on the page of the organisation."))
    if has_interest_in_client(by, decision):
        raise Obstructed(_("Your interest in this client is on record already."))
    declare_interest(by, decision.organisation, kind=kind, note=note, until=until)
    record(decision, "step_aside", by=by)


def close_audit(decision, *, by, note, facts):
    """Then of `refuse`: the audit ends with the decision."""
    stamp(decision)
    perform(decision.audit, "decide", by=None, decision=decision.reference, outcome="refused")
    return votes_as_facts(decision)


def return_audit(decision, *, by, note, facts):
    """Then of `send_back`: the team takes the report up again."""
    stamp(decision)
    perform(decision.audit, "send_back", by=None, note=note, decision=decision.reference)
    return votes_as_facts(decision)


def stamp(decision):
    """When it was decided."""
    decision.decided_at = clock.now()
    decision.save(update_fields=["decided_at"])
