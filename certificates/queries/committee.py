"""The committee's reading of its cases: what waits, which votes count, who may see them."""

from collections import Counter, defaultdict

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Role
from audits.models import Audit
from audits.queries.participation import audits_evaluated_by
from certificates.models import Decision, Vote
from certificates.permissions import has_interest_in_client, is_voter, took_part_in_evaluation
from certificates.voting import Tally
from workflow.models import Event


def audits_awaiting_decision():
    """Reported audits that nobody has put before the committee yet, the longest waiting first."""
    open_ones = Decision.objects.filter(state=Decision.State.OPEN)
    return (
        Audit.objects.filter(state=Audit.State.REPORTED)
        .exclude(pk__in=open_ones.values("audit"))
        .select_related("organisation")
        .with_since()
        .order_by("reported_at")
    )


def audits_barred_to(user):
    """The audits in whose evaluation the person took part, and those of clients the person has an interest in."""
    of_interest = Audit.objects.filter(organisation__in=user.organisations_of_interest)
    return Audit.objects.filter(Q(pk__in=audits_evaluated_by(user).values("pk")) | Q(pk__in=of_interest.values("pk")))


def audits_to_take_up(user):
    """Reports that the person may put before the committee."""
    return audits_awaiting_decision().exclude(pk__in=audits_barred_to(user).values("pk"))


def decisions_awaiting_vote(user):
    """Open decisions the person may vote on and has not."""
    if Role.MEMBER not in user.roles:
        return []
    free = _open_decisions().exclude(audit__in=audits_barred_to(user).values("pk"))
    return list(free.exclude(votes__user=user))


def tallies(decisions) -> dict[int, Tally]:
    """`tally` of several open rounds, by their keys: each voter is asked once, however many the rounds are."""
    votes = list(Vote.objects.filter(decision__in=[each.pk for each in decisions]).select_related("user", "decision"))
    barred = {
        voter.pk: set(audits_barred_to(voter).values_list("pk", flat=True)) for voter in {vote.user for vote in votes}
    }
    seated = set(User.objects.with_role(Role.MEMBER).values_list("pk", flat=True))
    counts = defaultdict(Counter)
    for vote in votes:
        if vote.user_id in seated and vote.decision.audit_id not in barred[vote.user_id]:
            counts[vote.decision_id][vote.position] += 1
    return {each.pk: _tally(each, counts[each.pk]) for each in decisions}


def decisions_awaiting_grant():
    """Open decisions whose quorum is reached."""
    found = list(_open_decisions())
    counted = tallies(found)
    return [decision for decision in found if not counted[decision.pk].missing]


def decisions_to_grant(user):
    """Those of them that the person may decide."""
    if Role.MANAGER not in user.roles:
        return []
    barred = set(audits_barred_to(user).values_list("pk", flat=True))
    return [decision for decision in decisions_awaiting_grant() if decision.audit_id not in barred]


def _open_decisions():
    found = Decision.objects.filter(state=Decision.State.OPEN).select_related("organisation", "audit")
    return found.with_since().order_by("opened_at")


def counted_votes(decision):
    """The votes that count: cast by people who still hold the seat and have neither part nor interest in the case. Of a
    decided case those that counted when it was decided, as its journal says."""
    votes = list(decision.votes.select_related("user"))
    if decision.is_closed:
        decided = decision.last_event("grant", "refuse", "send_back")
        return [vote for vote in votes if vote.pk not in decided.facts.get("votes_set_aside", [])]
    return [vote for vote in votes if is_voter(vote.user, decision)]


def votes_as_facts(decision) -> dict:
    """The votes for the journal of the step that decides: how many counted for what, and which were set aside."""
    votes = list(decision.votes.select_related("user"))
    counting = [vote for vote in votes if is_voter(vote.user, decision)]
    return {
        "votes": dict(Counter(vote.position for vote in counting)),
        "votes_set_aside": [vote.pk for vote in votes if vote not in counting],
    }


def sealed_hash(score_sheet) -> str:
    """The SHA-256 that the journal holds of the frozen sheet; empty where no report of that sheet stands in it."""
    reports = Event.objects.of(score_sheet.audit).filter(name="report", facts__sheet=score_sheet.number)
    event = reports.order_by("-pk").first()
    return event.facts.get("sha256", "") if event else ""


def tally(decision) -> Tally:
    return _tally(decision, Counter(vote.position for vote in counted_votes(decision)))


def _tally(decision, counted):
    return Tally(counted, decision.quorum, decision.majority_numerator, decision.majority_denominator)


def may_see_votes(user, decision) -> bool:
    """May the person read positions and reasons?

    Never with an interest in the client. While the case is open: members once they have voted, managers who are no members,
    and nobody who took part in the evaluation. Once it is decided: whoever may read the dossier.
    """
    if not user.roles & {Role.MEMBER, Role.MANAGER} or has_interest_in_client(user, decision):
        return False
    if decision.is_closed:
        return True
    if took_part_in_evaluation(user, decision):
        return False
    return Role.MEMBER not in user.roles or decision.votes.filter(user=user).exists()


def why_not_voter(user, decision) -> str:
    """Why the person cannot vote in this case (now), as a sentence; empty for those who can."""
    if decision.is_closed:
        return _("The decision has been made; no further votes are taken.")
    if has_interest_in_client(user, decision):
        return _("You have an interest in this client, so you neither vote nor decide here.")
    if took_part_in_evaluation(user, decision):
        return _(
            "You took part in the evaluation of this case, so you neither vote nor decide here. No role changes that."
        )
    if decision.votes.filter(user=user).exists():
        return _("You have voted. A vote is final.")
    if Role.MEMBER not in user.roles:
        return _("Only members of the committee vote.")
    return ""


def standing_sentence(decision, user, counts=None) -> str:
    """What is still needed, in one sentence; says nothing of positions to somebody who may not see them yet. `counts` is
    the tally, where that is known already."""
    counts = counts or tally(decision)
    if counts.missing:
        return ngettext("Needs %(n)d more vote.", "Needs %(n)d more votes.", counts.missing) % {"n": counts.missing}
    if not may_see_votes(user, decision):
        return _("The quorum is reached. You see the votes once you have cast yours.")
    for position, words in (
        ("grant", _("The votes carry granting.")),
        ("refuse", _("The votes carry refusing.")),
        ("send_back", _("The votes carry sending back to the audit.")),
    ):
        if counts.carries(position):
            return words
    return _("No position has the majority of %(numerator)d in %(denominator)d yet; further members may vote.") % {
        "numerator": counts.numerator,
        "denominator": counts.denominator,
    }
