"""Brings a case to each state of its decision and certificate by the real actions and steps, for the tests of every floor.

    voted(organisation, positions=["grant", "refuse", "grant"], members=members)
    granted(organisation, manager=manager)       with people made up where none are given
    sealed(organisation)

Facts that a function does not know are handed down to `tests.audits.cases` and further to `tests.applications.cases`.
"""

from accounts.models import User
from accounts.roles import Role
from certificates.actions import cast_vote, seal_certificate, take_up
from certificates.models import Certificate
from tests.applications.cases import somebody
from tests.audits import cases as audits
from tests.factories import PersonFactory
from workflow.engine import perform

REASON = "证据充分，计分可复核。"


def committee(size=3):
    """The first members, new ones where there are too few."""
    members = list(User.objects.with_role(Role.MEMBER).order_by("pk")[:size])
    return members + [PersonFactory(roles=[Role.MEMBER]) for _ in range(size - len(members))]


def opened(organisation, *, members=None, **facts):
    """The report is before the committee; nobody has voted."""
    members = members or committee()
    return take_up(audits.reported(organisation, **facts), by=members[0])


def voted(organisation, *, positions=("grant",) * 3, members=None, **facts):
    """The members have voted, one position each."""
    members = members or committee(len(positions))
    decision = opened(organisation, members=members, **facts)
    for member, position in zip(members, positions, strict=False):
        vote(decision, by=member, position=position)
    return decision


def granted(organisation, *, manager=None, **facts):
    """The certificate, not sealed yet."""
    decision = voted(organisation, **facts)
    perform(decision, "grant", by=manager or somebody(Role.MANAGER))
    return Certificate.objects.get(decision=decision)


def sealed(organisation, **facts):
    """The certificate with its sealed PDF."""
    certificate = granted(organisation, **facts)
    seal_certificate(certificate.seal)
    certificate.seal.refresh_from_db()
    return certificate


def vote(decision, *, by, position="grant", reason=REASON):
    return cast_vote(decision, by=by, position=position, reason=reason, declares_no_interest=True)
