"""The team: grades, interests, declarations, objections, replacements."""

import datetime

import pytest

from accounts.actions import declare_interest, register_auditor, revoke_role
from accounts.models import Interest, Membership
from accounts.roles import Grade
from audits import actions, obstacles
from audits.models import Audit, TeamMember
from audits.permissions import is_leader, is_on_team
from audits.queries.participation import people_who_evaluated
from audits.queries.team import candidates, former_team, team_now
from audits.queries.worklists import audits_to_score, declarations_to_make, visits_of
from tests.audits import cases
from tests.factories import AuditorFactory, PersonFactory
from workflow import clock
from workflow.engine import perform
from workflow.machine import NotAllowed, NoteMissing, Obstructed, WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LEADER, MEMBER, EXPERT = TeamMember.Duty.LEADER, TeamMember.Duty.MEMBER, TeamMember.Duty.EXPERT


@pytest.fixture
def planning(organisation, audit_manager):
    """A plan with dates, nobody appointed."""
    audit = cases.planning(organisation, audit_manager=audit_manager)
    cases.plan(audit, by=audit_manager)
    return audit


def refused(audit, person, by, duty=MEMBER):
    """The sentence with which an appointment is refused; nothing was written."""
    before = audit.team.count()
    with pytest.raises(Obstructed) as refusal:
        actions.appoint(audit, person, by=by, duty=duty)
    assert audit.team.count() == before
    return str(refusal.value)


def offered(audit):
    return {each.user.name: [str(duty) for duty in each.duties] for each in candidates(audit)}


# --- appointing -------------------------------------------------------------------------------------------------------


def test_grades_decide_who_leads_who_scores_and_who_advises(planning, audit_manager):
    people = {grade: AuditorFactory(name=grade, grade=grade) for grade in Grade.values}
    assert offered(planning) == {
        "trainee": ["member"],
        "auditor": ["leader", "member"],
        "senior": ["leader", "member"],
        "expert": ["expert"],
    }
    assert refused(planning, people["trainee"], audit_manager, LEADER) == (
        "With the grade “Trainee auditor” trainee can only be: team member."
    )
    assert refused(planning, people["expert"], audit_manager, MEMBER) == (
        "With the grade “Technical expert” expert can only be: technical expert."
    )
    actions.appoint(planning, people["senior"], by=audit_manager, duty=LEADER)
    actions.appoint(planning, people["trainee"], by=audit_manager, duty=MEMBER)
    actions.appoint(planning, people["expert"], by=audit_manager, duty=EXPERT)
    assert [(m.user.name, m.duty, m.grade) for m in team_now(planning)] == [
        ("senior", "leader", "senior"),
        ("trainee", "member", "trainee"),
        ("expert", "expert", "expert"),
    ]
    assert offered(planning) == {"auditor": ["leader", "member"]}


def test_a_registration_must_last_until_the_end_of_the_visit(planning, audit_manager, auditor):
    register_auditor(auditor, by=None, grade=Grade.SENIOR, valid_until=planning.starts_on)
    day = planning.starts_on
    assert refused(planning, auditor, audit_manager) == (
        f"吴审查 is registered only until {day.day} {day:%B %Y}, which is before the end of the visit."
    )
    assert offered(planning) == {}
    register_auditor(auditor, by=None, grade=Grade.SENIOR, valid_until=planning.ends_on)
    assert list(offered(planning)) == ["吴审查"]


def test_an_auditor_without_registration_and_other_staff_are_not_appointed(planning, audit_manager, officer):
    nameless = PersonFactory(name="无证", roles=["auditor"])
    assert refused(planning, nameless, audit_manager) == "无证 is not registered as an auditor or technical expert."
    assert refused(planning, officer, audit_manager) == "陈市场 is not an auditor."
    assert offered(planning) == {}


@pytest.mark.parametrize("kind", ["declared", "employed now", "left last year", "consulted last year"])
def test_whoever_has_an_interest_is_neither_offered_nor_appointed(planning, audit_manager, auditor, organisation, kind):
    last_year = clock.now() - datetime.timedelta(days=365)
    if kind == "declared":
        declare_interest(auditor, organisation, kind="relative", note="兄弟在该公司任职。")
    elif kind == "consulted last year":
        declare_interest(auditor, organisation, kind="consulted", note="咨询。", until=last_year.date())
    else:
        left_at = last_year if kind == "left last year" else None
        Membership.objects.create(user=auditor, organisation=organisation, left_at=left_at)
    assert offered(planning) == {}
    assert refused(planning, auditor, audit_manager) == (
        "吴审查 has an interest in 北京诚信家电有限公司 and cannot take part in its audit."
    )


def test_an_interest_of_more_than_two_years_ago_keeps_nobody_away(planning, audit_manager, auditor, organisation):
    long_ago = clock.today() - datetime.timedelta(days=2 * 365 + 1)
    declare_interest(auditor, organisation, kind="employed", note="曾任职。", until=long_ago)
    assert actions.appoint(planning, auditor, by=audit_manager, duty=LEADER).user == auditor


def test_a_team_has_one_leader_and_nobody_twice(planning, audit_manager, auditor, other_auditor):
    actions.appoint(planning, auditor, by=audit_manager, duty=LEADER)
    assert refused(planning, auditor, audit_manager) == "吴审查 is on the team already."
    assert refused(planning, other_auditor, audit_manager, LEADER) == (
        "吴审查 leads the team. Replace the leader first."
    )


def test_only_a_free_audit_manager_changes_the_team_and_not_while_the_client_has_the_plan(
    proposed, audit_manager, auditor, officer
):
    somebody = AuditorFactory()
    with pytest.raises(WrongState):
        actions.appoint(proposed, somebody, by=audit_manager, duty=MEMBER)
    perform(proposed, "replan", by=audit_manager, note="调整。")
    for person in (auditor, officer):
        with pytest.raises(NotAllowed):
            actions.appoint(proposed, somebody, by=person, duty=MEMBER)
    assert proposed.team.count() == 2


def test_an_incomplete_team_has_its_sentence(planning, audit_manager, auditor, other_auditor):
    def fault():
        return obstacles.team_incomplete(planning, audit_manager)

    assert fault() == "Appoint a team leader."
    actions.appoint(planning, auditor, by=audit_manager, duty=LEADER)
    actions.appoint(planning, AuditorFactory(grade=Grade.EXPERT), by=audit_manager, duty=EXPERT)
    assert fault() == "Appoint at least one more auditor: this kind of audit needs a leader and a member."
    planning.kind = Audit.Kind.SURVEILLANCE
    assert fault() is None
    planning.kind = Audit.Kind.INITIAL
    actions.appoint(planning, other_auditor, by=audit_manager, duty=MEMBER)
    assert fault() is None
    register_auditor(other_auditor, by=None, grade=Grade.AUDITOR, valid_until=clock.today())
    assert fault().startswith("郑审查 is registered only until")
    revoke_role(auditor, "auditor", by=None)
    assert fault() == "吴审查 is no longer an auditor. Replace this member."


def test_the_appointed_are_told_and_find_the_declaration_in_their_worklist(
    planning, audit_manager, auditor, letters_of
):
    auditor.language = "en"
    auditor.save()
    actions.appoint(planning, auditor, by=audit_manager, duty=LEADER)
    assert letters_of(planning, "appoint")[auditor.email][0] == f"You are appointed to audit {planning.reference}"
    assert list(declarations_to_make(auditor)) == [planning]
    assert list(Audit.objects.visible_to(auditor)) == [planning]


# --- declarations -----------------------------------------------------------------------------------------------------


def test_each_member_declares_for_himself(planning, audit_manager, auditor, other_auditor, officer):
    actions.appoint(planning, auditor, by=audit_manager, duty=LEADER)
    actions.appoint(planning, other_auditor, by=audit_manager, duty=MEMBER)
    assert obstacles.declarations_missing(planning, None) == (
        "The declaration of interest is missing from: 吴审查, 郑审查."
    )
    for person in (officer, audit_manager, AuditorFactory()):
        with pytest.raises(NotAllowed):
            actions.declare(planning, by=person)
    actions.declare(planning, by=auditor)
    assert obstacles.declarations_missing(planning, None) == "The declaration of interest is missing from: 郑审查."
    assert list(declarations_to_make(auditor)) == []
    actions.declare(planning, by=other_auditor)
    assert obstacles.declarations_missing(planning, None) is None
    member = planning.current_team.get(user=auditor)
    assert (member.declaration, member.declared_at is not None) == ("none", True)


def test_a_declared_interest_takes_the_member_off_the_case_at_once(
    prepared, organisation, auditor, other_auditor, audit_manager, letters_of
):
    with pytest.raises(NoteMissing):
        actions.declare(prepared, by=other_auditor, kind="relative", explanation="  ")
    actions.declare(prepared, by=other_auditor, kind="relative", explanation="妻子在该公司工作。")

    interest = Interest.objects.get()
    assert (interest.user, interest.organisation, interest.kind) == (other_auditor, organisation, "relative")
    assert not is_on_team(other_auditor, prepared)
    assert list(Audit.objects.visible_to(other_auditor)) == []
    assert obstacles.interest_on_team(prepared, None) == "There is an interest in the client. Replace: 郑审查."
    assert set(letters_of(prepared, "declare")) == {audit_manager.email}
    with pytest.raises(Obstructed, match="Replace: 郑审查"):
        perform(prepared, "propose", by=audit_manager)
    with pytest.raises(NotAllowed):
        actions.declare(prepared, by=other_auditor)
    assert other_auditor in people_who_evaluated(prepared)


def test_nobody_declares_to_have_none_against_the_record(planning, organisation, audit_manager, auditor):
    actions.appoint(planning, auditor, by=audit_manager, duty=LEADER)
    Membership.objects.create(user=auditor, organisation=organisation)
    with pytest.raises(Obstructed, match="on record"):
        actions.declare(planning, by=auditor)
    assert planning.current_team.get().declaration == "pending"
    assert obstacles.interest_on_team(planning, None) == "There is an interest in the client. Replace: 吴审查."


def test_an_interest_that_turns_up_during_the_visit_stops_the_member_and_the_report(on_site, auditor, audit_manager):
    actions.declare(on_site, by=auditor, kind="ownership", explanation="购入该公司股份。")
    assert not is_leader(auditor, on_site)
    with pytest.raises(NotAllowed):
        perform(on_site, "close_visit", by=auditor)
    assert [*visits_of(auditor), *audits_to_score(auditor)] == []
    successor = AuditorFactory(name="新组长")
    actions.replace(
        on_site.current_team.get(user=auditor), by=audit_manager, reason="声明利益关系。", successor=successor
    )
    assert not is_leader(successor, on_site)
    actions.declare(on_site, by=successor)
    assert is_leader(successor, on_site)


# --- replacing --------------------------------------------------------------------------------------------------------


def test_a_replaced_member_stays_in_the_record(prepared, audit_manager, auditor, other_auditor, letters_of):
    member = prepared.current_team.get(user=other_auditor)
    successor = AuditorFactory(name="新成员")
    with pytest.raises(NoteMissing):
        actions.replace(member, by=audit_manager, reason=" ")
    new = actions.replace(member, by=audit_manager, reason="另有任务。", successor=successor)

    assert (new.user, new.duty, new.declaration) == (successor, "member", "pending")
    assert [m.user for m in team_now(prepared)] == [auditor, successor]
    former = former_team(prepared).get()
    assert (former.user, former.removed_reason, former.declaration) == (other_auditor, "另有任务。", "none")
    assert other_auditor in people_who_evaluated(prepared)
    assert list(Audit.objects.visible_to(other_auditor)) == [prepared]
    event = prepared.last_event("replace")
    assert (event.note, event.facts["person"]) == ("另有任务。", "郑审查")
    assert set(letters_of(prepared, "replace")) == {other_auditor.email}
    with pytest.raises(Obstructed, match="not on the team any more"):
        actions.replace(member, by=audit_manager, reason="再次。")


def test_a_successor_who_cannot_be_appointed_leaves_the_team_as_it_was(prepared, audit_manager, auditor):
    leader = prepared.current_team.get(user=auditor)
    trainee = AuditorFactory(grade=Grade.TRAINEE)
    with pytest.raises(Obstructed):
        actions.replace(leader, by=audit_manager, reason="生病。", successor=trainee)
    assert prepared.current_team.count() == 2
    assert not former_team(prepared).exists()
    assert prepared.last_event("replace") is None


def test_the_client_is_told_of_a_change_during_the_visit_and_may_object(
    on_site, applicant, audit_manager, other_auditor, letters_of
):
    successor = AuditorFactory(name="新成员")
    applicant.language = "en"
    applicant.save()
    member = on_site.current_team.get(user=other_auditor)
    new = actions.replace(member, by=audit_manager, reason="生病。", successor=successor)
    letters = letters_of(on_site, "appoint")
    assert letters[applicant.email][0] == f"The team of audit {on_site.reference} has changed"
    assert "新成员 joins the team" in letters[applicant.email][1]

    with pytest.raises(NoteMissing):
        actions.object_to_member(new, by=applicant, reason="")
    actions.object_to_member(new, by=applicant, reason="他曾是我们的竞争对手的雇员。")
    on_site.refresh_from_db()
    assert on_site.state == "on_site"
    assert obstacles.objections_unanswered(on_site, None) == "The client's objection is unanswered: 新成员."
    assert set(letters_of(on_site, "object_to_member")) == {audit_manager.email}


# --- objections -------------------------------------------------------------------------------------------------------


def test_an_objection_to_a_member_sends_the_plan_back_until_it_is_overruled(
    proposed, applicant, audit_manager, other_auditor, letters_of
):
    member = proposed.current_team.get(user=other_auditor)
    actions.object_to_member(member, by=applicant, reason="曾为竞争对手提供咨询。")

    proposed.refresh_from_db()
    member.refresh_from_db()
    assert (proposed.state, member.objection, member.objected_by) == ("planning", "曾为竞争对手提供咨询。", applicant)
    assert proposed.last_event("object").facts == {"member": "郑审查"}
    assert set(letters_of(proposed, "object")) == {audit_manager.email}
    with pytest.raises(Obstructed) as refusal:
        perform(proposed, "propose", by=audit_manager)
    assert refusal.value.sentences == ["The client's objection is unanswered: 郑审查."]

    with pytest.raises(NoteMissing):
        actions.answer_objection(proposed, by=audit_manager, answer=" ", member=member)
    with pytest.raises(NotAllowed):
        actions.answer_objection(proposed, by=other_auditor, answer="没有冲突。", member=member)
    actions.answer_objection(proposed, by=audit_manager, answer="咨询已超过两年。", member=member)
    assert set(letters_of(proposed, "answer_objection")) == {applicant.email}
    with pytest.raises(Obstructed, match="answered before"):
        actions.answer_objection(proposed, by=audit_manager, answer="再次。", member=member)

    perform(proposed, "propose", by=audit_manager)
    with pytest.raises(Obstructed, match="already"):
        actions.object_to_member(member, by=applicant, reason="再次反对。")
    proposed.refresh_from_db()
    assert proposed.state == "proposed"
    perform(proposed, "agree", by=applicant)


def test_an_objection_that_is_followed_keeps_the_person_away(
    proposed, applicant, audit_manager, auditor, other_auditor
):
    member = proposed.current_team.get(user=other_auditor)
    actions.object_to_member(member, by=applicant, reason="利益冲突。")
    proposed.refresh_from_db()
    successor = AuditorFactory(name="新成员")
    actions.replace(member, by=audit_manager, reason="按申请组织的异议更换。", successor=successor)
    assert refused(proposed, other_auditor, audit_manager) == (
        "郑审查 was taken off the team after the client's objection."
    )
    assert "郑审查" not in offered(proposed)
    actions.declare(proposed, by=successor)
    perform(proposed, "propose", by=audit_manager)
    assert proposed.state == "proposed"


def test_an_objection_to_the_plan_is_met_by_a_change_or_an_answer(proposed, applicant, audit_manager, letters_of):
    def fault():
        return obstacles.objections_unanswered(proposed, None)

    unanswered = "The client's objection to the plan is unanswered. Change the plan or answer the objection."
    with pytest.raises(NoteMissing):
        perform(proposed, "object", by=applicant)
    perform(proposed, "object", by=applicant, note="正值盘点。")
    assert fault() == unanswered
    cases.plan(proposed, by=audit_manager)  # nothing changes
    assert fault() == unanswered
    cases.plan(proposed, by=audit_manager, days=3)
    assert fault() is None

    perform(proposed, "propose", by=audit_manager)
    perform(proposed, "object", by=applicant, note="仍不方便。")
    assert fault() == unanswered
    actions.answer_objection(proposed, by=audit_manager, answer="日期受合同期限约束。")
    assert fault() is None
    assert set(letters_of(proposed, "answer_objection")) == {applicant.email}
    with pytest.raises(Obstructed, match="answered before"):
        actions.answer_objection(proposed, by=audit_manager, answer="再次。")


def test_only_the_client_objects(proposed, stranger, auditor, audit_manager):
    member = proposed.current_team.get(user=auditor)
    for person in (stranger, auditor, audit_manager):
        with pytest.raises(NotAllowed):
            actions.object_to_member(member, by=person, reason="无。")
    member.refresh_from_db()
    proposed.refresh_from_db()
    assert (member.objected_at, proposed.state) == (None, "proposed")


def test_a_member_of_another_audit_cannot_be_objected_to(proposed, applicant, auditor):
    stranger_on_team = TeamMember(pk=999_999, audit=proposed, user=auditor)
    with pytest.raises(Obstructed, match="not on the team any more"):
        actions.object_to_member(stranger_on_team, by=applicant, reason="无。")
    proposed.refresh_from_db()
    assert proposed.state == "proposed"
