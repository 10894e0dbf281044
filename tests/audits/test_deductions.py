"""Special deductions (R4), each with its nonconformity, and the one special bonus (R5)."""

import pytest

from audits.actions import deduct, give_bonus, withdraw_bonus, withdraw_deduction
from audits.models import Bonus, Nonconformity, SpecialDeduction
from audits.queries import current_result, scoring_board
from scoring.rules import Level
from tests.audits import cases
from workflow.engine import perform
from workflow.machine import NotAllowed, Obstructed, WrongState
from workflow.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def audit(organisation, auditor, other_auditor, audit_manager):
    return cases.on_site(organisation, leader=auditor, members=[other_auditor], audit_manager=audit_manager)


def traces(audit):
    """Everything that a deduction or bonus leaves behind, as counts."""
    names = ("deduct", "withdraw_deduction", "give_bonus", "withdraw_bonus")
    return {
        "deductions": SpecialDeduction.objects.filter(withdrawn_at=None).count(),
        "bonus": Bonus.objects.count(),
        "nonconformities": Nonconformity.objects.exclude(state="dropped").count(),
        "events": Event.objects.of(audit).filter(name__in=names).count(),
    }


NOTHING = {"deductions": 0, "bonus": 0, "nonconformities": 0, "events": 0}


def test_each_deduction_takes_one_point_and_raises_its_nonconformity(audit, auditor, other_auditor):
    cases.score(audit, by=auditor)
    first = deduct(audit, by=auditor, ground="law", text=" 未明示收费标准。 ")
    deduct(audit, by=other_auditor, ground="own_rules", text="未按承诺时限上门。")

    result = current_result(audit)
    assert (result.score, result.base, result.special_deductions, result.level) == (98, 100, 2, Level.FIVE_STAR)
    assert list(audit.nonconformities.values_list("kind", "text", "clause", "special_deduction__ground", "state")) == [
        ("special", "未明示收费标准。", "", "law", "open"),
        ("special", "未按承诺时限上门。", "", "own_rules", "open"),
    ]
    event = audit.last_event("deduct")
    assert event.facts["nonconformity"] == audit.nonconformities.last().reference
    assert first.nonconformity.raised_by == auditor


def test_five_deductions_exclude_a_pass_however_high_the_score(audit, auditor):
    cases.score(audit, by=auditor)
    for number in range(5):
        deduct(audit, by=auditor, ground="system_operation", text=f"第 {number + 1} 项。")
    result = current_result(audit)
    assert (result.score, result.level) == (95, Level.NOT_PASSED)


def test_a_withdrawn_deduction_gives_the_point_back_and_drops_its_nonconformity(audit, auditor):
    cases.score(audit, by=auditor)
    deduction = deduct(audit, by=auditor, ground="law", text="未明示收费标准。")
    withdraw_deduction(deduction, by=auditor, reason="现场核实已明示。")

    assert current_result(audit).score == 100
    deduction.refresh_from_db()
    assert deduction.withdrawn_reason == "现场核实已明示。"
    nonconformity = deduction.nonconformity
    assert (nonconformity.state, nonconformity.last_event("drop").note) == ("dropped", "现场核实已明示。")
    with pytest.raises(Obstructed):
        withdraw_deduction(deduction, by=auditor, reason="再次撤回。")
    assert Event.objects.of(audit).filter(name="withdraw_deduction").count() == 1


def test_an_answered_deduction_is_withdrawn_with_its_nonconformity(organisation, auditor, audit_manager):
    audit = cases.rectifying(organisation, leader=auditor, audit_manager=audit_manager, specials=["law"])
    deduction = audit.special_deductions.get()
    cases.answer(deduction.nonconformity)
    withdraw_deduction(deduction, by=auditor, reason="弄错了。")

    assert (audit.nonconformities.get().state, current_result(audit).score) == ("dropped", 100)


def test_a_withdrawal_needs_a_reason(audit, auditor):
    deduction = deduct(audit, by=auditor, ground="law", text="未明示收费标准。")
    before = traces(audit)
    for reason in ("", "  ", "x" * 501):
        with pytest.raises(Obstructed):
            withdraw_deduction(deduction, by=auditor, reason=reason)
    deduction.refresh_from_db()
    assert (deduction.withdrawn_at, traces(audit)) == (None, before)


def test_a_deduction_that_was_rectified_and_closed_can_still_be_withdrawn(organisation, auditor, audit_manager):
    audit = cases.rectifying(organisation, leader=auditor, audit_manager=audit_manager, specials=["law"])
    deduction = audit.special_deductions.get()
    cases.close(deduction.nonconformity)
    withdraw_deduction(deduction, by=auditor, reason="评审委员会认为不成立。")

    assert current_result(audit).score == 100
    assert audit.nonconformities.get().state == "closed"


NO_DEDUCTIONS = [
    ("weather", "下雨。"),
    ("", "无情形。"),
    ("law", ""),
    ("law", "   "),
    ("law", "x" * 2001),
    ("law", "a\x00b"),
]


def test_a_deduction_needs_a_known_ground_and_a_text(audit, auditor):
    for ground, text in NO_DEDUCTIONS:
        with pytest.raises(Obstructed):
            deduct(audit, by=auditor, ground=ground, text=text)
        assert traces(audit) == NOTHING


def test_at_most_one_bonus_is_given_and_it_adds_one_point(audit, auditor):
    cases.score(audit, by=auditor, findings={"5.1.1.1": {"outcome": "not_met"}})
    give_bonus(audit, by=auditor, text="行业首创的远程诊断。")
    assert current_result(audit).score == 99
    with pytest.raises(Obstructed):
        give_bonus(audit, by=auditor, text="第二项。")
    assert (Bonus.objects.get().text, traces(audit)["events"]) == ("行业首创的远程诊断。", 1)


def test_a_bonus_is_withdrawn_with_a_reason_and_another_can_be_given(audit, auditor):
    give_bonus(audit, by=auditor, text="行业首创的远程诊断。")
    with pytest.raises(Obstructed):
        withdraw_bonus(audit, by=auditor, reason=" ")
    assert Bonus.objects.count() == 1

    withdraw_bonus(audit, by=auditor, reason="同行早已采用。")
    event = audit.last_event("withdraw_bonus")
    assert (Bonus.objects.count(), event.note, event.facts) == (0, "同行早已采用。", {"text": "行业首创的远程诊断。"})
    with pytest.raises(Obstructed):
        withdraw_bonus(audit, by=auditor, reason="同行早已采用。")
    give_bonus(audit, by=auditor, text="另一项。")
    assert scoring_board(audit).bonus.text == "另一项。"


def test_nobody_but_the_scoring_team_deducts_or_gives_a_bonus(
    audit, applicant, officer, audit_manager, member, manager, auditor
):
    for person in (applicant, officer, audit_manager, member, manager):
        with pytest.raises(NotAllowed):
            deduct(audit, by=person, ground="law", text="文字。")
        with pytest.raises(NotAllowed):
            give_bonus(audit, by=person, text="文字。")
    assert traces(audit) == NOTHING


def test_after_the_report_no_deduction_and_no_bonus_any_more(organisation, auditor, audit_manager):
    audit = cases.reported(organisation, leader=auditor, audit_manager=audit_manager, specials=["law"])
    before = traces(audit)
    with pytest.raises(WrongState):
        deduct(audit, by=auditor, ground="law", text="文字。")
    with pytest.raises(WrongState):
        withdraw_deduction(audit.special_deductions.get(), by=auditor, reason="理由。")
    with pytest.raises(WrongState):
        give_bonus(audit, by=auditor, text="文字。")
    assert traces(audit) == before


def test_a_standing_deduction_keeps_its_nonconformity_from_being_dropped(audit, auditor):
    deduction = deduct(audit, by=auditor, ground="law", text="未明示收费标准。")
    with pytest.raises(Obstructed):
        perform(deduction.nonconformity, "drop", by=auditor, note="开错了。")
    assert deduction.nonconformity.state == "open"
