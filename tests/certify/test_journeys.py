"""The journey: every step from the application to the third year, with its date as far as it is known."""

import datetime

import pytest
from django.utils import timezone
from django.utils.translation import override

from certificates.actions import take_up
from certificates.calendar import apply_by
from certificates.models import Surveillance
from certify.journeys import journey_of, journeys_of
from tests.applications import cases as applications
from tests.audits import cases as audits
from tests.certificates import cases as certificates
from workflow import clock
from workflow.engine import perform

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime.datetime(2026, 3, 2, 12, 0))
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def told(journey):
    """[(label, status, day, what the day means)]"""
    return [(step.label, step.status, day(step.date), step.means) for step in journey.steps]


def day(value):
    return clock.day_of(value).isoformat() if isinstance(value, datetime.datetime) else value and value.isoformat()


AHEAD = [
    ("Surveillance, year 1", "ahead", None, "on"),
    ("Surveillance, year 2", "ahead", None, "on"),
    ("Recertification", "ahead", None, "on"),
    ("Valid until", "ahead", None, "on"),
]
MIDDLE = ("Audit on site", "Rectification and report", "Decision", "Certificate")


def test_an_application_under_review_is_dated_and_has_an_aim(organisation):
    with clock.pretend(NOON):
        application = applications.submitted(organisation)
        journey = journey_of(application)
    assert told(journey) == [
        ("Application", "done", "2026-03-02", "on"),
        ("Application review", "current", "2026-03-02", "since"),
        ("Certification agreement", "ahead", None, "on"),
        ("Document evaluation", "ahead", None, "on"),
        *((label, "ahead", None, "on") for label in MIDDLE),
        *AHEAD,
    ]
    assert journey.steps[1].aim == datetime.date(2026, 3, 7)
    assert journey.steps[8].hint == "a year after the certificate"


def test_the_agreement_of_the_plan_is_not_that_of_the_contract(organisation, applicant):
    with clock.pretend(NOON):
        audit = audits.proposed(organisation)
    with clock.pretend(NOON + 3 * DAY):
        perform(audit, "agree", by=applicant)
    assert [day(step.date) for step in journey_of(audit.application).steps[:4]] == ["2026-03-02"] * 4


def test_accepted_documents_wait_for_the_visit_without_an_aim(organisation):
    step = journey_of(applications.evaluated(organisation)).steps[4]
    assert (step.label, step.status, step.means, step.aim) == ("Audit on site", "current", "since", None)


def test_a_planned_visit_shows_its_first_day(organisation):
    audit = audits.planned(organisation)
    step = journey_of(audit.application).steps[4]
    assert (step.label, step.status, step.date, step.means) == ("Audit on site", "current", audit.starts_on, "begins")


def test_an_audit_that_is_being_planned_is_not_told_of_by_name(organisation):
    audit = audits.planning(organisation)
    journey = journey_of(audit.application)
    assert journey.case == audit.application
    assert (journey.steps[4].status, journey.steps[4].means, journey.steps[4].hint) == ("current", "since", "")


def test_an_open_round_brings_its_own_aim_and_the_wait_since_the_report_stays(organisation, members):
    with clock.pretend(NOON):
        audit = audits.reported(organisation)
        assert journey_of(audit.application).steps[6].aim == datetime.date(2026, 3, 12)
    with clock.pretend(NOON + 4 * DAY):
        take_up(audit, by=members[0])
        step = journey_of(audit.application).steps[6]
    assert (step.label, day(step.date), step.aim) == ("Decision", "2026-03-02", datetime.date(2026, 3, 16))


def test_a_report_sent_back_is_not_done(organisation, members):
    audit = audits.reported(organisation)
    assert [step.status for step in journey_of(audit.application).steps[4:8]] == ["done", "done", "current", "ahead"]
    perform(audit, "send_back", by=None, note="请补充")
    assert [step.status for step in journey_of(audit.application).steps[4:8]] == ["done", "current", "ahead", "ahead"]


@pytest.mark.parametrize(
    ("make", "step", "label", "hint"),
    [
        ("submitted", "withdraw", "Application review", "withdrew the application: 因为所以。"),
        ("submitted", "refuse", "Application review", "refused the application: 因为所以。"),
        ("offered", "decline", "Certification agreement", "declined the agreement: 因为所以。"),
        (
            "evaluating",
            "refuse_documents",
            "Document evaluation",
            "ended the case because the documents are not acceptable: 因为所以。",
        ),
    ],
)
def test_an_ended_case_says_where_and_why_and_goes_no_further(
    organisation, officer, audit_manager, applicant, make, step, label, hint
):
    application = getattr(applications, make)(organisation)
    by = {"refuse": officer, "refuse_documents": audit_manager}.get(step, applicant)
    perform(application, step, by=by, note="因为所以。")
    journey = journey_of(application)
    last = journey.steps[-1]
    assert (last.label, last.status, last.hint) == (label, "stopped", hint)
    assert {each.status for each in journey.steps[:-1]} == {"done"}
    assert journey.is_closed


def test_a_refusal_of_the_committee_ends_the_line_at_the_decision(organisation, manager):
    decision = certificates.voted(organisation, positions=["refuse"] * 3)
    perform(decision, "refuse", by=manager, note="证据不足。")
    journey = journey_of(decision.audit.application)
    last = journey.steps[-1]
    assert (len(journey.steps), last.label, last.status) == (7, "Decision", "stopped")
    assert last.hint.endswith("证据不足。")


def test_an_abandoned_audit_leaves_the_visit_to_be_planned(organisation, audit_manager):
    audit = audits.planning(organisation, audit_manager=audit_manager)
    perform(audit, "abandon", by=audit_manager, note="停产搬迁。")
    journey = journey_of(audit.application)
    step = journey.steps[4]
    assert (step.label, step.status, step.hint) == ("Audit on site", "current", "abandoned the audit: 停产搬迁。")
    assert step.aim is None
    assert not journey.is_closed


def test_a_certificate_has_the_years_ahead(organisation, audit_manager):
    certificate = certificates.granted(organisation)
    application = certificate.decision.audit.application
    journey = journey_of(application)
    first, second = certificate.surveillances.order_by("number")
    end = certificate.expires_on
    assert told(journey)[8:] == [
        ("Surveillance, year 1", "current", first.due_on.isoformat(), "by"),
        ("Surveillance, year 2", "ahead", second.due_on.isoformat(), "by"),
        ("Recertification", "ahead", apply_by(end).isoformat(), "by"),
        ("Valid until", "ahead", end.isoformat(), "until"),
    ]
    assert [step.status for step in journey.steps[:8]] == ["done"] * 8
    with clock.pretend(clock.now() + 300 * DAY):
        perform(first, "hold", by=audit_manager, note="有效。")
    first.refresh_from_db()
    assert first.state == Surveillance.State.HELD
    assert told(journey_of(application))[8:10][0] == ("Surveillance, year 1", "done", day(first.held_on), "on")


def test_a_closed_certificate_says_how_it_ended(organisation, manager):
    certificate = certificates.granted(organisation, manager=manager)
    perform(certificate, "cancel", by=manager, note="持证组织申请。")
    journey = journey_of(certificate.decision.audit.application)
    assert (journey.steps[-1].label, journey.steps[-1].status) == ("Cancelled", "stopped")
    assert journey.steps[-1].hint.endswith("持证组织申请。")
    assert len(journey.steps) == 9


def test_a_certificate_past_its_last_day_has_ended_whether_or_not_the_night_has_come(organisation):
    certificate = certificates.granted(organisation)
    with clock.pretend(clock.now() + 4 * 365 * DAY):
        journey = journey_of(certificate.decision.audit.application)
    last = journey.steps[-1]
    assert (last.label, last.status, last.date) == ("Expired", "stopped", certificate.expires_on)


@pytest.mark.parametrize(
    ("end", "by"),
    [
        ("2029-11-22", "2029-08-22"),
        ("2029-03-31", "2028-12-31"),
        ("2029-05-31", "2029-02-28"),
        ("2028-05-31", "2028-02-29"),
    ],
)
def test_recertification_is_applied_for_three_months_before(end, by):
    assert apply_by(datetime.date.fromisoformat(end)) == datetime.date.fromisoformat(by)


def test_one_journey_or_three_ask_the_same(organisation, applicant, django_assert_num_queries):
    certificates.granted(organisation)
    journeys_of(applicant)  # Django remembers its content types from here on
    with django_assert_num_queries(7):
        assert [len(journey.steps) for journey in journeys_of(applicant)] == [12]
    applications.returned(organisation)
    audits.on_site(organisation)
    with django_assert_num_queries(7):
        assert [len(journey.steps) for journey in journeys_of(applicant)] == [12, 12, 12]
