"""The figures of the overview, each worked out by hand: what stands where, what is late, what was granted, lost and due."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from certify.overview import Overview
from certify.overview.answers import answers
from certify.overview.months import beginning, later
from certify.overview.pipeline import Ages, ages
from scoring.rules import Level
from tests.applications import cases as applications
from tests.audits import cases as audits
from tests.certificates import cases as certificates
from tests.factories import OrganisationFactory, PersonFactory
from workflow import clock
from workflow.engine import perform
from workflow.journal import record

pytestmark = pytest.mark.django_db
NOON = timedelta(hours=12)
TODAY = date(2026, 6, 15)
LOST = {"outcome": "not_met"}
EXCLUDED = {"outcome": "excluded", "reason": "只提供到店服务。"}
SAMPLED = {"outcome": "sampled", "drawn": 20, "failed": 3}


def on(day):
    """Let it be noon of that day in China."""
    return clock.pretend(beginning(day) + NOON)


def company():
    return OrganisationFactory(members=[PersonFactory()])


def refused(organisation, manager, **facts):
    decision = certificates.voted(organisation, positions=["refuse"] * 3, **facts)
    perform(decision, "refuse", by=manager, note="得分不足。")
    return decision


def stage(overview, state, machine="Application"):
    with override("en"):
        return next(each for each in overview.stages if (each.machine, each.state) == (machine, state))


def said(overview):
    with override("en"):
        return [answer.words for answer in answers(overview)]


def test_it_is_for_managers_and_the_committee(manager, member, officer, audit_manager, auditor, applicant):
    assert Overview(manager).late == Overview(member).late == []
    for person in (officer, audit_manager, auditor, applicant):
        with pytest.raises(PermissionDenied):
            Overview(person)


def test_an_empty_house(manager):
    with on(TODAY):
        overview = Overview(manager)
        assert [(each.state, each.count, each.oldest) for each in overview.stages] == [
            (state, 0, None)
            for state in (
                "draft", "submitted", "returned", "offered", "agreed", "evaluating", "clarifying", "evaluated",
                "planning", "proposed", "planned", "on_site", "rectifying", "reported", "open", "sealing",
            )
        ]  # fmt: skip
        assert [each.month for each in overview.granted] == [later(date(2025, 7, 1), at) for at in range(12)]
        assert {(each.total, each.refused, each.not_passed) for each in overview.granted} == {(0, 0, 0)}
        assert [each.month for each in overview.due] == [None, *(later(date(2026, 6, 1), at) for at in range(13))]
        assert {(each.surveillances, each.ending) for each in overview.due} == {(0, 0)}
        assert (overview.losses.edition, overview.losses.clauses) == (None, [])
        assert said(overview) == [
            "Nothing is late",
            "No surveillance is due within 90 days",
            "No certificate granted this month yet",
        ]


def test_the_last_day_of_the_aim_is_within_it_and_of_twice_the_aim_too():
    assert ages([0, 5, 6, 10, 11], 5) == Ages(within=2, twice=2, beyond=1, without=0)
    assert ages([0, 400], None) == Ages(within=0, twice=0, beyond=0, without=2)


def test_days_are_counted_by_the_calendar_in_china(organisation, manager):
    """23:59 on 1 March in China is 15:59 in Greenwich; two minutes later it is the next day."""
    with clock.pretend(datetime(2026, 3, 1, 15, 59, tzinfo=UTC)):
        submitted = applications.submitted(organisation)
        assert stage(Overview(manager), "submitted").oldest.days == 0
    with clock.pretend(datetime(2026, 3, 1, 16, 1, tzinfo=UTC)):
        found = stage(Overview(manager), "submitted")
        assert (found.count, found.ages, found.oldest.days) == (1, Ages(within=1), 1)
        assert (found.oldest.reference, found.oldest.url) == (submitted.reference, submitted.get_absolute_url())
    with clock.pretend(datetime(2026, 3, 6, 15, 59, tzinfo=UTC)):
        assert (stage(Overview(manager), "submitted").ages, Overview(manager).late) == (Ages(within=1), [])
    with clock.pretend(datetime(2026, 3, 6, 16, 1, tzinfo=UTC)):
        assert stage(Overview(manager), "submitted").ages == Ages(twice=1)
        assert [(each.due, each.days) for each in Overview(manager).late] == [(date(2026, 3, 6), 1)]


def test_a_draft_is_counted_and_not_named(organisation, manager):
    with on(date(2026, 6, 1)):
        draft = applications.draft(organisation)
    with on(TODAY):
        overview = Overview(manager)
        found = stage(overview, "draft")
        assert (found.count, found.oldest.days, found.oldest.reference, found.oldest.url) == (1, 14, "", "")
        assert overview.late == []
        assert draft.reference not in str(overview.stages)


def test_what_is_late_by_the_hardest_measure_first(manager):
    with on(date(2025, 6, 10)):
        certificate = certificates.granted(company(), manager=manager)
    with on(date(2026, 4, 1)):
        nonconformity = audits.rectifying(company(), nonconformities=["minor"]).nonconformities.get()
    with on(date(2026, 6, 1)):
        decision = certificates.opened(company())
    with on(date(2026, 6, 9)):
        submitted = applications.submitted(company())
    with on(date(2026, 6, 10)):
        applications.submitted(company())  # its aim ends today
    with on(date(2026, 6, 12)):
        planned = audits.planned(company())  # the first day is the same
    surveillance = certificate.surveillances.get(number=1)
    with on(TODAY), override("en"):
        overview = Overview(manager)
        late = [(each.measure, each.reference, each.mover, each.due, each.days) for each in overview.late]
    assert late == [
        ("deadline", nonconformity.reference, "Client", date(2026, 5, 1), 45),
        ("deadline", surveillance.reference, "Audit department", date(2026, 6, 10), 5),
        ("visit", planned.reference, "Audit team", date(2026, 6, 12), 3),
        ("aim", decision.reference, "Committee", date(2026, 6, 11), 4),
        ("aim", submitted.reference, "Market department", date(2026, 6, 14), 1),
    ]
    assert {each.reference: each.url for each in overview.late}[planned.reference] == planned.get_absolute_url()
    assert overview.late[0].organisation == nonconformity.organisation.name
    with on(TODAY):
        assert said(overview)[:2] == ["3 cases are past their deadline", "2 cases are beyond our own aims"]
        assert (overview.due[0].surveillances, overview.due_soon) == (1, 0)


def test_an_answer_in_time_is_no_deadline_missed_and_waits_for_us_by_our_aim(organisation, manager):
    with on(date(2026, 5, 20)):
        nonconformity = audits.rectifying(organisation, nonconformities=["minor"]).nonconformities.get()
        audits.answer(nonconformity)
    with on(date(2026, 5, 31)), override("en"):
        assert [(each.measure, each.mover, each.due, each.days) for each in Overview(manager).late] == [
            ("aim", "Audit team", date(2026, 5, 30), 1)
        ]
    with on(date(2026, 6, 25)), override("en"):  # five days after the deadline of the answer
        assert [(each.measure, each.due, each.days) for each in Overview(manager).late] == [
            ("aim", date(2026, 5, 30), 26)
        ]


def test_accepted_documents_are_late_in_the_worklist_of_who_opens_the_audit_and_not_here(organisation, manager):
    with on(date(2026, 5, 1)):
        applications.evaluated(organisation)
    with on(TODAY):
        assert Overview(manager).late == []


def test_deeds_without_a_step_push_no_step_aside(organisation, manager):
    application = applications.submitted(organisation)
    for number in range(70):
        record(application, "judge_paper", by=manager, note=f"{number}", paper="legal-status", verdict="accepted")
    assert [event.name for event in Overview(manager).latest] == ["submit"]


def test_months_begin_at_midnight_in_china(manager):
    """15:59 in Greenwich on 31 January is still January in China, 16:01 is February."""
    with clock.pretend(datetime(2026, 1, 31, 15, 59, tzinfo=UTC)):
        certificates.granted(company(), manager=manager)
        refused(company(), manager)
    with clock.pretend(datetime(2026, 1, 31, 16, 1, tzinfo=UTC)):
        certificates.granted(company(), manager=manager, findings={"5.1.2.2": LOST, "5.1.4.1": LOST})
        refused(company(), manager, specials=["law"] * 5)
        found = {each.month: each for each in Overview(manager).granted if each.total or each.refused}
    january, february = found[date(2026, 1, 1)], found[date(2026, 2, 1)]
    assert january.levels == {Level.FIVE_STAR: 1, Level.FOUR_STAR: 0, Level.THREE_STAR: 0, Level.QUALIFIED: 0}
    assert february.levels == {Level.FIVE_STAR: 0, Level.FOUR_STAR: 1, Level.THREE_STAR: 0, Level.QUALIFIED: 0}
    assert (january.refused, january.not_passed) == (1, 0)
    assert (february.refused, february.not_passed) == (1, 1)
    assert len(found) == 2


def test_points_lost_over_the_sheets_that_were_decided_on(manager):
    first, second = company(), company()
    with on(date(2025, 4, 10)):
        certificates.granted(first, manager=manager, findings={"5.1.1.1": LOST, "5.1.2.2": SAMPLED})
    with on(date(2026, 6, 1)):
        refused(second, manager, findings={"5.1.1.1": LOST, "5.1.2.2": EXCLUDED, "5.1.1.2": SAMPLED})
        decision = certificates.voted(company(), positions=["send_back"] * 3, findings={"5.1.3.1": LOST})
        perform(decision, "send_back", by=manager, note="请补充。")
    with on(TODAY):
        every, year = Overview(manager, {"period": "all"}).losses, Overview(manager).losses
        by_companies = Overview(manager, {"period": "all", "order": "companies"}).losses
        by_clause = Overview(manager, {"order": "standard", "edition": "999", "period": "<script>"}).losses
    assert (every.sheets, every.companies, len(every.clauses)) == (2, 2, 47)
    told = [
        (each.code, each.lost, each.total.applicable, each.share, each.companies, each.audited)
        for each in every.clauses
    ]
    assert told[:4] == [
        ("5.1.1.1", 4, 4, 100, 2, 2),
        ("5.1.2.2", Fraction(3, 4), 5, 15, 1, 1),
        ("5.1.1.2", Fraction(3, 10), 4, Fraction(15, 2), 1, 2),
        ("5.1.2.1", 0, 2, 0, 0, 2),
    ]
    assert {each.code: each.lost for each in every.clauses}["5.1.3.1"] == 0  # sent back: nothing was decided on it
    assert [each.code for each in by_companies.clauses[:3]] == ["5.1.1.1", "5.1.2.2", "5.1.1.2"]
    told = [(each.code, each.lost, each.share, each.companies, each.audited) for each in year.clauses]
    assert (year.sheets, year.companies) == (1, 1)
    assert told[:3] == [
        ("5.1.1.1", 2, 100, 1, 1),
        ("5.1.1.2", Fraction(3, 10), 15, 1, 1),
        ("5.1.2.1", 0, 0, 0, 1),
    ]
    never = next(each for each in year.clauses if each.code == "5.1.2.2")
    assert (never.lost, never.total.applicable, never.share, never.companies, never.audited) == (0, 0, 0, 0, 0)
    assert (by_clause.period, by_clause.edition) == ("year", year.edition)
    assert [each.code for each in by_clause.clauses[:4]] == ["5.1.1.1", "5.1.1.2", "5.1.2.1", "5.1.2.2"]


def test_what_certificates_ask_of_us_and_what_is_in_force(manager):
    with on(date(2023, 6, 16)):
        certificates.granted(company(), manager=manager)  # in force until and with 15 June 2026
    with on(date(2023, 6, 15)):
        certificates.granted(company(), manager=manager)  # its last day was yesterday
    with on(date(2025, 9, 13)):
        kept = certificates.granted(company(), manager=manager)
        perform(kept, "suspend", by=manager, note="热线无人接听。")
    with on(TODAY):
        overview = Overview(manager)
        due = [
            (each.month, each.surveillances, each.ending) for each in overview.due if each.surveillances or each.ending
        ]
        assert {
            each.level: (each.valid, each.suspended) for each in overview.in_force if each.valid + each.suspended
        } == {"five_star": (1, 1)}
        assert due == [(None, 2, 0), (date(2026, 6, 1), 0, 1), (date(2026, 9, 1), 1, 0)]
        assert overview.due_soon == 1  # 13 September is the 90th day
    with on(TODAY - timedelta(days=1)):
        assert Overview(manager).due_soon == 0
