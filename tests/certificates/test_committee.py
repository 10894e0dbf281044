"""Taking up, voting, stepping aside: who may, once, and nothing is written where somebody may not."""

import pytest

from accounts.actions import declare_interest, grant_role, revoke_role
from accounts.models import Interest
from accounts.roles import Role
from audits.queries.participation import people_who_evaluated
from certificates.actions import cast_vote, step_aside, take_up
from certificates.models import CommitteeRules, Decision, Vote
from certificates.queries import counted_votes, decisions_awaiting_vote, standing_sentence, tally
from tests.audits import cases as audits
from tests.certificates import cases
from tests.factories import PersonFactory
from workflow.engine import perform
from workflow.machine import NotAllowed, Obstructed
from workflow.models import Event

pytestmark = pytest.mark.django_db


def written():
    return Vote.objects.count(), Event.objects.count(), Interest.objects.count()


def assert_refused(refusal, deed, *args, **kwargs):
    before = written()
    with pytest.raises(refusal) as caught:
        deed(*args, **kwargs)
    assert written() == before
    return caught.value.sentences


def test_taking_up_freezes_the_rules_of_the_day(organisation, members, manager):
    audit = audits.reported(organisation)
    CommitteeRules.objects.update_or_create(
        pk=1, defaults={"quorum": 5, "majority_numerator": 3, "majority_denominator": 4}
    )
    decision = take_up(audit, by=members[0])
    assert (decision.quorum, decision.majority_numerator, decision.majority_denominator) == (5, 3, 4)
    assert decision.score_sheet == audit.score_sheets.get()
    assert take_up(audit, by=manager) == decision
    CommitteeRules.objects.update(quorum=1)
    decision.refresh_from_db()
    assert decision.quorum == 5


def test_only_the_committee_takes_up_and_only_what_was_reported(organisation, members, officer, applicant):
    audit = audits.reportable(organisation)
    assert_refused(Obstructed, take_up, audit, by=members[0])
    perform(audit, "report", by=audits.leader_of(audit))
    planner = audit.application.document_evaluation.evaluator
    grant_role(planner, Role.MEMBER, by=None)
    for person in (officer, applicant, audits.leader_of(audit), planner):
        assert_refused(NotAllowed, take_up, audit, by=person)
    assert Decision.objects.count() == 0


def test_a_vote_is_cast_once_with_reasons_and_declaration(decision, members):
    member = members[0]
    facts = {"by": member, "position": "grant", "reason": "充分。", "declares_no_interest": True}
    assert_refused(Obstructed, cast_vote, decision, **facts | {"reason": "  "})
    assert_refused(Obstructed, cast_vote, decision, **facts | {"declares_no_interest": False})
    cast_vote(decision, **facts)
    assert [(vote.user, vote.position, vote.reason) for vote in decision.votes.all()] == [(member, "grant", "充分。")]
    assert assert_refused(Obstructed, cast_vote, decision, **facts | {"position": "refuse"}) == [
        "You have voted already; a vote is final."
    ]
    assert "充分" not in str([(event.note, event.facts) for event in Event.objects.of(decision)])


def test_nobody_who_evaluated_votes_whatever_roles_they_hold(organisation, members):
    """Auditor, document evaluator, planner, a replaced auditor, managers among them: no exception (ISO/IEC 17065, 7.5.1)."""
    decision = cases.opened(organisation, members=members)
    audit = decision.audit
    evaluators = list(people_who_evaluated(audit))
    assert {audits.leader_of(audit), audit.application.document_evaluation.evaluator} < set(evaluators)
    for person in evaluators:
        for role in (Role.MEMBER, Role.MANAGER):
            if role not in type(person).objects.get(pk=person.pk).roles:
                grant_role(person, role, by=None)
        fresh = type(person).objects.get(pk=person.pk)
        assert_refused(
            NotAllowed, cast_vote, decision, by=fresh, position="grant", reason="x", declares_no_interest=True
        )
    assert not Vote.objects.exists()


def test_an_interest_or_another_office_keeps_from_voting(decision, members, manager, officer, applicant, organisation):
    declare_interest(members[1], organisation, kind="consulted", note="去年提供过咨询。")
    grant_role(applicant, Role.MEMBER, by=None)
    insider = type(applicant).objects.get(pk=applicant.pk)
    for person in (members[1], manager, officer, insider):
        assert_refused(
            NotAllowed, cast_vote, decision, by=person, position="grant", reason="x", declares_no_interest=True
        )
    assert decisions_awaiting_vote(members[1]) == []
    assert decisions_awaiting_vote(members[0]) == [decision]


def test_stepping_aside_takes_the_vote_out_of_the_count(decision, members):
    for member in members:
        cases.vote(decision, by=member)
    assert (tally(decision).cast, standing_sentence(decision, members[0])) == (3, "The votes carry granting.")
    step_aside(decision, by=members[2], kind="relative", note="近亲属任职于该公司。")
    assert [vote.user for vote in counted_votes(decision)] == members[:2]
    assert standing_sentence(decision, members[0]) == "Needs 1 more vote."
    assert_refused(Obstructed, step_aside, decision, by=members[2], kind="relative", note="again")


def test_stepping_aside_is_for_the_committee_while_the_case_is_open(voted, members, manager, officer):
    assert_refused(NotAllowed, step_aside, voted, by=officer, kind="other", note="x")
    perform(voted, "grant", by=manager)
    assert_refused(Obstructed, step_aside, voted, by=members[0], kind="other", note="x")


def test_a_member_who_lost_the_seat_no_longer_counts(voted, members, manager):
    revoke_role(members[0], Role.MEMBER, by=manager)
    assert [vote.user for vote in counted_votes(voted)] == members[1:]
    newcomer = PersonFactory(roles=[Role.MEMBER])
    cases.vote(voted, by=newcomer)
    assert tally(voted).cast == 3


def test_no_vote_after_the_decision(voted, manager):
    perform(voted, "grant", by=manager)
    late = PersonFactory(roles=[Role.MEMBER])
    assert_refused(Obstructed, cast_vote, voted, by=late, position="refuse", reason="x", declares_no_interest=True)
