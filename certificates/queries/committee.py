"""The committee's reading of its cases: what waits, which votes count, who may see them."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Role
from audits.models import Audit
from audits.queries.participation import people_who_evaluated
from certificates.models import Decision
from certificates.permissions import is_voter
from certificates.voting import Tally


def audits_awaiting_decision():
    """Reported audits that nobody has put before the committee yet."""
    open_ones = Decision.objects.filter(state=Decision.State.OPEN)
    return (
        Audit.objects.filter(state=Audit.State.REPORTED)
        .exclude(pk__in=open_ones.values("audit"))
        .order_by("reported_at")
    )


def is_barred_from(user, audit) -> bool:
    """Did the person take part in the evaluation, or has an interest in the client?"""
    return user.has_interest_in(audit.organisation) or people_who_evaluated(audit).filter(pk=user.pk).exists()


def decisions_awaiting_vote(user):
    """Open decisions the person may vote on and has not."""
    open_ones = Decision.objects.filter(state=Decision.State.OPEN).exclude(votes__user=user).order_by("opened_at")
    return [decision for decision in open_ones.select_related("organisation", "audit") if is_voter(user, decision)]


def decisions_awaiting_grant():
    """Open decisions whose quorum is reached."""
    open_ones = Decision.objects.filter(state=Decision.State.OPEN).prefetch_related("votes__user")
    return [decision for decision in open_ones if not tally(decision).missing]


def counted_votes(decision):
    """The votes that count now: cast by people who still hold the seat and still have neither part nor interest in the case.
    Once decided, all that were cast stay on record and this reads them as they were."""
    votes = list(decision.votes.select_related("user"))
    if decision.is_closed:
        return votes
    return [vote for vote in votes if is_voter(vote.user, decision)]


def tally(decision) -> Tally:
    counted = Counter(vote.position for vote in counted_votes(decision))
    return Tally(counted, decision.quorum, decision.majority_numerator, decision.majority_denominator)


def may_see_votes(user, decision) -> bool:
    """Votes stay hidden from those who can still vote, until they have; everybody else entitled to the dossier sees them."""
    if decision.is_closed or decision.votes.filter(user=user).exists():
        return True
    return Role.MEMBER not in user.roles


def standing_sentence(decision, user) -> str:
    """What is still needed, in one sentence; says nothing of positions to somebody who may not see them yet."""
    counts = tally(decision)
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
