"""Application review by the market department: verdicts, days and fee, return, refusal, acceptance."""

from decimal import Decimal

import pytest
from django.utils import translation

from accounts.actions import declare_interest
from applications import actions, obstacles, queries
from applications.models import AuditDayRow, FeeItem
from tests.applications import cases
from tests.applications.proof import prove_refused
from workflow.engine import perform
from workflow.machine import NotAllowed, NoteMissing, Obstructed, WrongState
from workflow.models import Event, Notice

pytestmark = pytest.mark.django_db
CONDITIONS = (
    "The applicant is a legal person. It does business lawfully in China. No major quality or service incident in the last "
    "12 months. The service system has run for at least 3 months."
)


@pytest.fixture
def application(organisation):
    return cases.submitted(organisation)


@pytest.fixture
def licence(application):
    return next(line.kind for line in queries.checklist(application) if line.kind.code == "legal-status")


def test_verdicts_are_kept_with_who_and_journalled_without_the_client_seeing_it(application, officer, licence):
    actions.judge_paper(application, licence, by=officer, verdict="mend", note=" 看不清。 ")
    actions.judge_paper(application, licence, by=officer, verdict="accepted")
    verdict = application.paper_verdicts.get()
    assert (verdict.verdict, verdict.note, verdict.by) == ("accepted", "", officer)
    events = Event.objects.of(application).filter(name="judge_paper")
    assert [(event.facts["verdict"], event.note) for event in events] == [("mend", "看不清。"), ("accepted", "")]
    assert all(event.deed.internal for event in events)


def test_a_paper_to_be_mended_needs_words(application, officer, licence):
    sentence = "Say what has to be corrected in “Proof of legal status (business licence)”."
    with prove_refused(sentence, kind=NoteMissing):
        actions.judge_paper(application, licence, by=officer, verdict="mend", note=" ")


def test_a_condition_that_is_not_met_needs_words(application, officer):
    with prove_refused("Say why this condition is not met: The applicant is a legal person.", kind=NoteMissing):
        actions.judge_condition(application, "legal_person", by=officer, is_met=False)


def test_days_and_fee_follow_the_tables(application, officer):
    effort = actions.fix_effort(application, by=officer)
    assert (effort.days, effort.days_computed, effort.outlets_to_visit) == (Decimal("4"), Decimal("4"), 2)
    assert (effort.fee, effort.fee_computed) == (Decimal("25000.00"), Decimal("25000.00"))
    assert [(line["code"], line["quantity"], line["amount"]) for line in effort.lines] == [
        ("application", "1", "1000.00"),
        ("evaluation_day", "4", "20000.00"),
        ("registration", "1", "2000.00"),
        ("annual", "1", "2000.00"),
    ]


def test_other_days_need_a_reason_and_change_the_fee(application, officer):
    with prove_refused("Give a reason for other audit days than the table gives.", kind=NoteMissing):
        actions.fix_effort(application, by=officer, days=Decimal("5"))
    effort = actions.fix_effort(application, by=officer, days=Decimal("5"), days_reason="场所分散。")
    assert (effort.days, effort.days_computed, effort.days_reason) == (Decimal("5"), Decimal("4"), "场所分散。")
    assert (effort.fee, effort.fee_computed) == (Decimal("30000.00"), Decimal("30000.00"))


def test_another_fee_needs_a_reason(application, officer):
    with prove_refused("Give a reason for another fee than the tariff gives.", kind=NoteMissing):
        actions.fix_effort(application, by=officer, fee=Decimal("20000"))
    effort = actions.fix_effort(application, by=officer, fee=Decimal("20000"), fee_reason="集团优惠。")
    assert (effort.fee, effort.fee_computed, effort.fee_reason) == (Decimal("20000"), Decimal("25000"), "集团优惠。")


def test_a_reason_without_a_deviation_is_not_kept(application, officer):
    effort = actions.fix_effort(application, by=officer, days=Decimal("4.0"), days_reason="x", fee_reason="y")
    assert (effort.days_reason, effort.fee_reason) == ("", "")


@pytest.mark.parametrize("days", ["0", "-1", "0.3", "4.25", "500.5"])
def test_days_are_half_days(application, officer, days):
    with prove_refused("Audit days are counted in half days, from 0.5 to 500.", kind=Obstructed):
        actions.fix_effort(application, by=officer, days=Decimal(days), days_reason="x")


@pytest.mark.parametrize("fee", ["-1", "10000001", "1.005"])
def test_a_fee_has_bounds(application, officer, fee):
    with prove_refused("Enter the fee in CNY with at most two decimals, up to 10000000.", kind=Obstructed):
        actions.fix_effort(application, by=officer, fee=Decimal(fee), fee_reason="x")


def test_without_the_tables_nothing_is_worked_out(application, officer):
    FeeItem.objects.filter(code="annual").delete()
    sentence = (
        "Audit days and fee cannot be worked out: the headcount, the audit-day table or the tariff is incomplete."
    )
    with prove_refused(sentence, kind=Obstructed):
        actions.fix_effort(application, by=officer)


def test_everything_in_the_way_of_accepting_is_named(application, officer):
    with prove_refused(
        "Give a verdict on these papers: Proof of legal status (business licence), Description of goods or services by "
        "class, List of applicable laws and standards, Company profile, Organisation chart with the service organisation "
        "and those responsible, List of sales and service outlets, Description of the way of selling, Description of the "
        "service system and 4 more.",
        f"Say whether these conditions are met: {CONDITIONS}",
        "Fix audit days and fee first.",
        kind=Obstructed,
    ):
        perform(application, "accept", by=officer)


def test_a_paper_to_be_mended_and_a_condition_not_met_stop_the_acceptance(application, officer, licence):
    cases.review(application, by=officer)
    actions.judge_paper(application, licence, by=officer, verdict="mend", note="x")
    actions.judge_condition(application, "no_incident", by=officer, is_met=False, note="去年有事故。")
    with prove_refused(
        "These papers are marked for correction, so the application has to be returned first: Proof of legal status "
        "(business licence).",
        "Not met: No major quality or service incident in the last 12 months.",
        kind=Obstructed,
    ):
        perform(application, "accept", by=officer)


def test_the_same_in_chinese(application, officer, licence):
    cases.review(application, by=officer)
    actions.judge_paper(application, licence, by=officer, verdict="mend", note="x")
    with (
        translation.override("zh-hans"),
        prove_refused("以下材料标为需补正，须先将申请退回：法律地位证明（营业执照等）。", kind=Obstructed),
    ):
        perform(application, "accept", by=officer)


def test_days_fixed_before_the_answers_changed_have_to_be_fixed_again(application, applicant, officer):
    cases.review(application, by=officer)
    perform(application, "return", by=officer, note="x")
    actions.save_answers(application, by=applicant, headcount=900)
    perform(application, "submit", by=applicant)
    stale = "The headcount, the outlets or the table have changed since audit days and fee were fixed. Fix them again."
    assert obstacles.effort_not_fixed(application, officer) == stale
    actions.fix_effort(application, by=officer)
    assert obstacles.effort_not_fixed(application, officer) is None


def test_days_fixed_before_the_table_was_emptied_do_not_count(application, officer):
    cases.review(application, by=officer)
    AuditDayRow.objects.all().delete()
    with prove_refused(
        "Audit days and fee cannot be worked out: the headcount, the audit-day table or the tariff is incomplete."
    ):
        perform(application, "accept", by=officer)


def test_returning_needs_a_list_and_tells_the_applicant(application, applicant, officer):
    with prove_refused("What has to be corrected? The applicant reads this.", kind=NoteMissing):
        perform(application, "return", by=officer)
    event = perform(application, "return", by=officer, note="请补充营业执照。")
    assert (application.state, application.is_editable) == ("returned", True)
    assert {notice.recipient for notice in Notice.objects.filter(event=event)} == {applicant}


def test_a_refused_application_is_closed_with_its_reasons(application, applicant, officer):
    with prove_refused("Why is the application refused? The applicant reads this.", kind=NoteMissing):
        perform(application, "refuse", by=officer)
    event = perform(application, "refuse", by=officer, note="近12个月内发生重大质量事故。")
    assert (application.state, application.is_closed, event.note) == ("refused", True, "近12个月内发生重大质量事故。")
    assert {notice.recipient for notice in Notice.objects.filter(event=event)} == {applicant}
    for step in ("submit", "withdraw"):
        with prove_refused(kind=WrongState):
            perform(application, step, by=applicant, note="x")
    for step in ("return", "refuse", "accept"):
        with prove_refused(kind=WrongState):
            perform(application, step, by=officer, note="x")


REVIEWS = {
    "paper": lambda a, by: actions.judge_paper(a, queries.checklist(a)[0].kind, by=by, verdict="accepted"),
    "condition": lambda a, by: actions.judge_condition(a, "legal_person", by=by, is_met=True),
    "effort": lambda a, by: actions.fix_effort(a, by=by),
    "return": lambda a, by: perform(a, "return", by=by, note="x"),
    "refuse": lambda a, by: perform(a, "refuse", by=by, note="x"),
    "accept": lambda a, by: perform(a, "accept", by=by),
}


@pytest.mark.parametrize("deed", REVIEWS)
def test_only_officers_review(deed, organisation, applicant, stranger, audit_manager, auditor, member, manager):
    application = cases.reviewed(organisation)
    for person in (applicant, stranger, audit_manager, auditor, member, manager):
        with prove_refused(kind=NotAllowed):
            REVIEWS[deed](application, person)


@pytest.mark.parametrize("deed", REVIEWS)
def test_an_officer_with_an_interest_in_the_client_is_kept_out(deed, organisation, officer):
    application = cases.reviewed(organisation)
    declare_interest(officer, organisation, kind="consulted", note="2025年曾提供咨询。")
    with prove_refused(kind=NotAllowed):
        REVIEWS[deed](application, officer)


@pytest.mark.parametrize("deed", REVIEWS)
def test_a_returned_application_is_not_reviewed(deed, organisation, officer):
    application = cases.returned(organisation, officer=officer)
    with prove_refused(kind=WrongState):
        REVIEWS[deed](application, officer)


def test_officers_with_an_interest_are_not_told(organisation, applicant, officer):
    application = cases.draft(organisation)
    declare_interest(officer, organisation, kind="employed", note="曾任职。")
    event = perform(application, "submit", by=applicant)
    assert not Notice.objects.filter(event=event).exists()
