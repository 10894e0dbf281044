"""Votes stay hidden from everybody who has not voted, on every page, in the API and in the journal."""

import json

import pytest

from accounts.actions import grant_role
from accounts.models import User
from accounts.roles import Role
from certificates.actions import step_aside
from certificates.queries import may_see_votes, standing_sentence, tallies, tally
from certificates.queries.lists import decisions_listed
from tests.audits import cases as audits
from tests.certificates import cases
from tests.factories import PersonFactory
from workflow.engine import available_steps, perform
from workflow.models import Event

pytestmark = pytest.mark.django_db

SECRET = "秘密理由：抽样不足，我主张退回。"


@pytest.fixture
def half_voted(decision, members):
    """Two of three have voted; the third, and whoever is not of the committee, must not learn how."""
    cases.vote(decision, by=members[0], position="send_back", reason=SECRET)
    cases.vote(decision, by=members[1], position="send_back", reason=SECRET)
    return decision


def everything_readable(user, decision, client_of):
    """Every page and answer of the product about this case that the person can open, in one text."""
    audit = decision.audit
    addresses = [
        "/home/", "/dashboard/", "/dashboard/decisions/", f"/dashboard/decisions/?q={decision.organisation.name}",
        decision.get_absolute_url(), audit.get_absolute_url(), f"{audit.get_absolute_url()}report/",
        audit.application.get_absolute_url(), decision.organisation.get_absolute_url(), "/certificates/",
        "/admin/workflow/event/", "/admin/workflow/notice/",
    ]  # fmt: skip
    client = client_of(user)
    texts = [client.get(address, follow=True).content.decode() for address in addresses]
    for step in ("grant", "refuse", "send_back"):
        answer = client.post(f"/api/v1/decision/{decision.reference}/steps/{step}/", {"note": "x"}, "application/json")
        assert answer.status_code in {403, 404, 409}, answer.content
        texts.append(json.dumps(answer.json(), ensure_ascii=False))
    return "\n".join(texts)


def test_the_third_member_reads_the_dossier_but_no_position_and_no_reason(half_voted, members, client_of, reads):
    page = reads(members[2], half_voted.get_absolute_url())
    assert "2 votes were cast. Positions and reasons are hidden from you." in page
    assert "Needs 1 more vote." in page
    assert SECRET not in everything_readable(members[2], half_voted, client_of)
    assert ">send back<" not in page
    cases.vote(half_voted, by=members[2])
    page = reads(members[2], half_voted.get_absolute_url())
    assert page.count(SECRET) == 2


def test_a_quorum_tells_nothing_to_a_member_who_has_not_voted(half_voted, members):
    """The buttons of somebody who is both manager and member would tell how the votes fell."""
    cases.vote(half_voted, by=members[2], position="send_back", reason=SECRET)
    both = PersonFactory(roles=["member", "manager"])
    assert not may_see_votes(both, half_voted)
    assert standing_sentence(half_voted, both) == "The quorum is reached. You see the votes once you have cast yours."
    hidden = "Cast your own vote first; the result is hidden from you until then."
    assert {t.name: sentences for t, sentences in available_steps(half_voted, both)} == {
        "grant": [hidden],
        "refuse": [hidden],
        "send_back": [hidden],
    }


def test_the_audit_team_and_the_client_learn_nothing(half_voted, client_of, applicant, officer):
    leader = audits.leader_of(half_voted.audit)
    planner = half_voted.audit.application.document_evaluation.evaluator
    for person in (leader, planner, applicant, officer):
        assert client_of(person).get(half_voted.get_absolute_url()).status_code == 404
        assert SECRET not in everything_readable(person, half_voted, client_of)
        assert not may_see_votes(person, half_voted)


def test_who_took_part_reads_the_dossier_but_no_votes_until_it_is_decided(half_voted, members, manager, reads):
    cases.vote(half_voted, by=members[2], position="send_back", reason=SECRET)
    planner = half_voted.audit.application.document_evaluation.evaluator
    grant_role(planner, Role.MANAGER, by=None)
    planner = User.objects.get(pk=planner.pk)
    page = reads(planner, half_voted.get_absolute_url())
    assert "You took part in the evaluation of this case, so you neither vote nor decide here." in page
    assert SECRET not in page
    assert "The votes carry" not in page
    assert "/steps/decision/" not in page
    perform(half_voted, "send_back", by=manager, note="请补充。")
    assert SECRET in reads(planner, half_voted.get_absolute_url())


def test_who_has_an_interest_reads_nothing(half_voted, members, reads, organisation):
    step_aside(half_voted, by=members[2], kind="relative", note="近亲属。")
    page = reads(members[2], half_voted.get_absolute_url())
    assert "You have an interest in this client, so you neither vote nor decide here" in page
    assert SECRET not in page
    assert "家用电器的销售" not in page


def test_a_manager_who_is_no_member_sees_the_votes(half_voted, manager, reads):
    assert reads(manager, half_voted.get_absolute_url()).count(SECRET) == 2


def test_the_journal_holds_no_position_before_the_decision(half_voted):
    rows = Event.objects.of(half_voted).values_list("name", "note", "facts")
    assert [(name, note, facts) for name, note, facts in rows if name == "vote"] == [("vote", "", {})] * 2


def test_whoever_has_an_interest_reads_neither_score_nor_level_in_the_list(decision, members, manager, client_of):
    sheet = decision.score_sheet
    step_aside(decision, by=members[0], kind="employment", note="前雇主。")
    for person, told in ((manager, (sheet.result["score"], sheet.level)), (members[0], (None, None))):
        row = decisions_listed(person).get()
        assert (row.score, row.level) == told
        page = client_of(person).get("/dashboard/decisions/").content.decode()
        assert ("level-stars" in page) is (person == manager)


def test_several_rounds_are_counted_as_one_by_one(half_voted, members):
    step_aside(half_voted, by=members[2], kind="employment", note="前雇主。")
    assert tallies([half_voted]) == {half_voted.pk: tally(half_voted)}
    step_aside(half_voted, by=members[1], kind="employment", note="前雇主。")
    counted = tally(half_voted)
    assert counted.missing == 2
    assert tallies([half_voted]) == {half_voted.pk: counted}
