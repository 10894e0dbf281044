"""Opening and closing meeting, and the deadlines that follow."""

import datetime

import pytest

from accounts.actions import declare_interest
from audits import actions, obstacles
from audits.actions.deductions import deduct
from audits.deadlines import deadline, months_after
from audits.models import Audit, Nonconformity
from audits.queries.worklists import visits_of
from tests.audits import cases
from workflow import clock
from workflow.engine import perform
from workflow.machine import NotAllowed, Obstructed, WrongState

DAY = datetime.timedelta(days=1)


def on(text):
    return datetime.date.fromisoformat(text)


# --- deadlines --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "raised_on", "closed_on", "until"),
    [
        ("minor", "2026-03-02", "2026-03-03", "2026-04-02"),
        ("special", "2026-03-02", "2026-03-03", "2026-04-02"),
        ("major", "2026-03-02", "2026-03-03", "2026-05-02"),
        ("major", "2025-12-30", "2025-12-31", "2026-03-01"),  # over the year and a short February
        ("major", "2024-01-15", "2024-01-15", "2024-03-15"),  # over a leap day
        ("minor", "2026-03-20", "2026-03-03", "2026-04-19"),  # raised after the closing meeting: its own full time
        ("major", "2026-05-20", "2026-03-03", "2026-06-03"),  # never later than three months after the closing meeting
        ("minor", "2026-05-31", "2026-02-28", "2026-05-31"),  # raised when that has passed: due the same day
        ("major", "2026-11-29", "2026-11-30", "2027-01-29"),
    ],
)
def test_deadlines_are_counted_from_the_closing_meeting_in_days_and_capped_in_months(kind, raised_on, closed_on, until):
    assert deadline(kind, raised_on=on(raised_on), closing_meeting_on=on(closed_on)) == on(until)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2026-01-15", 0, "2026-01-15"),
    ],
)
def test_months_end_on_the_last_day_where_a_month_is_shorter(day, months, later):
    assert months_after(on(day), months) == on(later)


# --- the visit --------------------------------------------------------------------------------------------------------


@pytest.fixture
def planned_for(organisation, applicant, audit_manager, auditor, other_auditor):
    """An agreed plan that begins so many days from today."""

    def plan(days):
        audit = cases.prepared(organisation, leader=auditor, members=[other_auditor], audit_manager=audit_manager)
        cases.plan(audit, by=audit_manager, starts_on=clock.today() + days * DAY)
        perform(audit, "propose", by=audit_manager)
        perform(audit, "agree", by=applicant)
        return audit

    return plan


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
class TestOpening:
    def test_the_leader_opens_from_the_first_day_on(self, planned_for, auditor, other_auditor, audit_manager):
        audit = planned_for(1)
        assert list(visits_of(auditor)) == list(visits_of(other_auditor)) == [audit]
        day = audit.starts_on
        with pytest.raises(Obstructed) as refusal:
            perform(audit, "open", by=auditor)
        sentence = f"The visit begins on {day.day} {day:%B %Y}; the opening meeting cannot be held before."
        assert refusal.value.sentences == [sentence]
        with clock.pretend(clock.now() + DAY):
            for person in (other_auditor, audit_manager):
                with pytest.raises(NotAllowed):
                    perform(audit, "open", by=person)
            perform(audit, "open", by=auditor)
            assert (audit.state, audit.opened_at.date()) == ("on_site", clock.now().date())

    def test_a_leader_with_an_interest_does_not_open(self, planned_for, organisation, auditor):
        audit = planned_for(0)
        declare_interest(auditor, organisation, kind="ownership", note="持股。")
        with pytest.raises(NotAllowed):
            perform(audit, "open", by=auditor)
        audit.refresh_from_db()
        assert (audit.state, audit.opened_at) == ("planned", None)

    def test_an_interest_of_a_member_keeps_the_visit_from_being_opened(self, planned_for, auditor, other_auditor):
        audit = planned_for(0)
        actions.declare(audit, by=other_auditor, kind="relative", explanation="亲属。")
        with pytest.raises(Obstructed) as refusal:
            perform(audit, "open", by=auditor)
        assert refusal.value.sentences == ["There is an interest in the client. Replace: 郑审查."]

    def test_an_objection_after_the_agreement_is_answered_before_the_opening(
        self, planned_for, applicant, auditor, other_auditor, audit_manager
    ):
        audit = planned_for(0)
        member = audit.current_team.get(user=other_auditor)
        actions.object_to_member(member, by=applicant, reason="刚得知其亲属在竞争对手任职。")
        with pytest.raises(Obstructed, match="objection is unanswered: 郑审查"):
            perform(audit, "open", by=auditor)
        actions.answer_objection(audit, by=audit_manager, answer="与本案无关。", member=member)
        perform(audit, "open", by=auditor)


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
class TestClosing:
    def test_from_the_closing_meeting_on_the_client_sees_what_was_found_and_until_when(
        self, on_site, applicant, auditor, other_auditor, audit_manager, letters_of
    ):
        cases.score(on_site, by=auditor)
        minor = actions.raise_nonconformity(on_site, by=auditor, kind="minor", clause="5.1.1.1", text="无签字。")
        major = actions.raise_nonconformity(on_site, by=other_auditor, kind="major", clause="5.2.1.1", text="未培训。")
        special = deduct(on_site, by=auditor, ground="law", text="未明码标价。").nonconformity
        dropped = actions.raise_nonconformity(on_site, by=auditor, kind="minor", clause="5.1.1.1", text="误记。")
        perform(dropped, "drop", by=auditor, note="证据不足。")
        assert list(Nonconformity.objects.visible_to(applicant)) == []

        perform(on_site, "close_visit", by=auditor)

        today = clock.today()
        assert (on_site.state, on_site.closing_meeting_on) == ("rectifying", today)
        seen = Nonconformity.objects.visible_to(applicant).values_list("reference", "deadline")
        expected = {minor.reference: 30 * DAY, major.reference: 60 * DAY, special.reference: 30 * DAY}
        assert dict(seen) == {reference: today + days for reference, days in expected.items()}
        facts = on_site.last_event("close_visit").facts
        assert facts["closing_meeting_on"] == today.isoformat()
        assert facts["deadlines"] == {r: (today + days).isoformat() for r, days in expected.items()}
        applicant.language = "en"
        applicant.save()
        letters = letters_of(on_site, "close_visit")
        assert set(letters) == {applicant.email, audit_manager.email}
        subject, body = letters[applicant.email]
        assert subject == f"Result of the visit: audit {on_site.reference}"
        day = today + 60 * DAY
        assert f"{major.reference}: until {day.day} {day:%B} {day.year}" in body
        assert dropped.reference not in body

    def test_the_closing_meeting_is_neither_before_the_visit_nor_in_the_future(self, on_site, auditor):
        cases.score(on_site, by=auditor)
        today = clock.today()
        for day, sentence in (
            (today + DAY, "The closing meeting cannot be in the future."),
            (today - DAY, f"The closing meeting cannot be before the visit began on {today.day} {today:%B %Y}."),
        ):
            with pytest.raises(Obstructed) as refusal:
                perform(on_site, "close_visit", by=auditor, closing_meeting_on=day)
            assert refusal.value.sentences == [sentence]
        on_site.refresh_from_db()
        assert (on_site.state, on_site.closing_meeting_on) == ("on_site", None)

        with clock.pretend(clock.now() + 5 * DAY):
            perform(on_site, "close_visit", by=auditor, closing_meeting_on=today + DAY)
        assert on_site.closing_meeting_on == today + DAY

    def test_gaps_and_other_people_do_not_close_a_visit(self, on_site, auditor, other_auditor, audit_manager):
        cases.score(on_site, by=auditor, findings={"5.1.1.1": None})
        for person in (other_auditor, audit_manager):
            with pytest.raises(NotAllowed):
                perform(on_site, "close_visit", by=person)
        with pytest.raises(Obstructed) as refusal:
            perform(on_site, "close_visit", by=auditor)
        assert refusal.value.sentences == ["1 clause has no finding yet: 5.1.1.1."]
        assert Audit.objects.get().state == "on_site"


# --- the report -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
class TestOpenNonconformities:
    def test_they_keep_the_report_from_being_submitted_until_their_deadline(self, organisation, auditor, applicant):
        audit = cases.rectifying(organisation, leader=auditor, nonconformities=["minor", "major"])
        minor, major = audit.nonconformities.all()

        def fault():
            return obstacles.nonconformities_open(audit, auditor)

        assert fault() == f"Still to be rectified or verified: {minor.reference}, {major.reference}."
        with clock.pretend(clock.now() + 31 * DAY):
            assert fault() == f"Still to be rectified or verified: {major.reference}."
            cases.answer(minor)
            assert fault() == f"Still to be rectified or verified: {minor.reference}, {major.reference}."
            perform(minor, "close", by=auditor, note="已核实。")
        with clock.pretend(clock.now() + 61 * DAY):
            assert fault() is None
        cases.close(major)
        assert fault() is None

    def test_without_a_conclusion_and_with_open_ones_the_report_stays(self, organisation, auditor, deeds):
        audit = cases.rectifying(organisation, leader=auditor, nonconformities=["minor"])
        with pytest.raises(Obstructed) as refusal:
            perform(audit, "report", by=auditor)
        assert refusal.value.sentences == [
            f"Still to be rectified or verified: {audit.nonconformities.get().reference}.",
            "Write the conclusion of the team.",
        ]
        assert deeds(audit)[-1] == "close_visit"
        assert not audit.score_sheets.exists()

    def test_a_reported_audit_takes_no_further_nonconformity(self, organisation, auditor):
        audit = cases.reported(organisation, leader=auditor)
        with pytest.raises(WrongState):
            actions.raise_nonconformity(audit, by=auditor, kind="minor", clause="5.1.1.1", text="迟来的发现。")
        assert not audit.nonconformities.exists()
