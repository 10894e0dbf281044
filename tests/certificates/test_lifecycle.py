"""A certificate through its years: state by dates, suspension to cancellation, surveillance, reminders."""

import datetime

import pytest

from accounts.actions import declare_interest
from certificates.actions import remind
from certificates.models import Certificate, Reminder, Surveillance
from certificates.queries import public_record, surveillances_coming
from certificates.tasks import expire_certificates, remind_surveillances
from tests.certificates import cases
from workflow import clock
from workflow.engine import perform
from workflow.machine import NotAllowed, NoteMissing, Obstructed, WrongState
from workflow.models import Event, Notice

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def on(day, hour=9):
    """Let it be that day in China."""
    moment = datetime.datetime.combine(day, datetime.time(hour), datetime.timezone(datetime.timedelta(hours=8)))
    return clock.pretend(moment)


def test_the_last_day_is_valid_and_the_next_is_not_though_no_task_ran(certificate):
    last = certificate.expires_on
    assert [certificate.state_on(day) for day in (certificate.issued_on, last, last + DAY)] == [
        "valid",
        "valid",
        "expired",
    ]
    with on(last, 23):
        assert (public_record(certificate.reference).state, certificate.state_today) == ("valid", "valid")
    with on(last + DAY, 0):
        record = public_record(certificate.reference)
        assert (record.state, certificate.state_today, certificate.state) == ("expired", "expired", "valid")
        assert [(row.step, row.state, row.at.date()) for row in record.history][-1][:2] == ("expire", "expired")
        assert record.since.isoformat() == f"{last + DAY}T00:00:00+08:00"


def test_the_nightly_task_expires_once_and_not_a_day_early(certificate, applicant):
    with on(certificate.expires_on, 23):
        expire_certificates()
        assert Certificate.objects.get().state == "valid"
    with on(certificate.expires_on + DAY, 0):
        for _ in range(3):
            expire_certificates()
    assert Certificate.objects.get().state == "expired"
    (event,) = Event.objects.of(certificate).filter(name="expire")
    assert event.actor is None
    assert event.notices.filter(recipient=applicant, channel="email").count() == 1
    assert set(certificate.surveillances.values_list("state", flat=True)) == {"lapsed"}
    assert [row.step for row in public_record(certificate.reference).history] == ["issue", "expire"]


def test_a_suspended_one_expires_too(certificate, manager):
    perform(certificate, "suspend", by=manager, note="未按期接受监督。")
    assert certificate.state_on(certificate.expires_on + DAY) == "expired"
    with on(certificate.expires_on + DAY):
        with pytest.raises(Obstructed):
            perform(certificate, "restore", by=manager, note="x")
        expire_certificates()
    assert Certificate.objects.get().state == "expired"


def test_suspend_restore_withdraw(certificate, manager, applicant, officer, members):
    with pytest.raises(NoteMissing):
        perform(certificate, "suspend", by=manager)
    for person in (officer, applicant, members[0]):
        with pytest.raises(NotAllowed):
            perform(certificate, "suspend", by=person, note="x")
    event = perform(certificate, "suspend", by=manager, note="未按期接受监督。")
    assert event.notices.filter(recipient=applicant, channel="email").count() == 1
    assert public_record(certificate.reference).state == "suspended"
    perform(certificate, "restore", by=manager, note="监督已补做。")
    perform(certificate, "withdraw", by=manager, note="严重失信。")
    record = public_record(certificate.reference)
    assert [(row.step, row.state) for row in record.history] == [
        ("issue", "valid"), ("suspend", "suspended"), ("restore", "valid"), ("withdraw", "withdrawn"),
    ]  # fmt: skip
    assert set(certificate.surveillances.values_list("state", flat=True)) == {"lapsed"}
    for step in ("restore", "cancel", "suspend", "expire"):
        with pytest.raises(WrongState):
            perform(certificate, step, by=manager, note="x")


def test_what_ended_by_its_date_cannot_be_withdrawn_or_cancelled(certificate, manager):
    with on(certificate.expires_on + DAY):
        for step in ("suspend", "withdraw", "cancel"):
            with pytest.raises(Obstructed) as refusal:
                perform(certificate, step, by=manager, note="x")
            assert refusal.value.sentences == [f"The certificate ended on {certificate.expires_on}."]
    assert Certificate.objects.get().state == "valid"


def test_a_manager_with_an_interest_keeps_away_from_the_certificate(certificate, manager, organisation):
    declare_interest(manager, organisation, kind="employed", note="曾任职。", until=clock.today() - 300 * DAY)
    with pytest.raises(NotAllowed):
        perform(certificate, "suspend", by=manager, note="x")
    assert Certificate.objects.get().state == "valid"


def test_surveillance_is_recorded_by_the_audit_department(certificate, audit_manager, manager):
    first = certificate.surveillances.get(number=1)
    with pytest.raises(NotAllowed):
        perform(first, "hold", by=manager, note="x")
    with on(first.due_on - 10 * DAY):
        perform(first, "hold", by=audit_manager, note="9月9日由吴审查现场监督，保持。")
    assert (first.state, first.held_on) == ("held", first.due_on - 10 * DAY)
    assert [s.state for s in certificate.surveillances.all()] == ["held", "due"]


@pytest.mark.parametrize("day", [datetime.date(2028, 2, 29)])
def test_issued_on_the_29th_of_february(organisation, members, manager, day):
    decision = cases.voted(organisation, members=members)
    with on(day):
        perform(decision, "grant", by=manager)
    certificate = Certificate.objects.get()
    assert certificate.reference == "00028SC00001R0"
    assert (certificate.issued_on, certificate.expires_on) == (day, datetime.date(2031, 2, 27))
    assert [s.due_on for s in certificate.surveillances.all()] == [
        datetime.date(2029, 2, 28),
        datetime.date(2030, 2, 28),
    ]


def reminders(surveillance):
    events = Event.objects.of(surveillance).filter(name="remind").order_by("pk")
    return [event.facts["days_before"] for event in events]


def test_reminders_90_60_30_and_on_the_day_each_once(certificate, applicant, audit_manager):
    first = certificate.surveillances.get(number=1)
    for left in (91, 90, 90, 75, 60, 31, 30, 29, 1, 0, 0, -1, -20):
        with on(first.due_on - left * DAY):
            for _ in range(2):
                remind_surveillances()
    assert reminders(first) == [90, 60, 30, 0]
    letters = Notice.objects.filter(event__name="remind", channel="email")
    assert letters.filter(recipient=applicant).count() == 4
    assert letters.filter(recipient=audit_manager).count() == 4
    assert Reminder.objects.count() == 4


def test_missed_days_are_made_up_by_one_letter(certificate):
    first = certificate.surveillances.get(number=1)
    with on(first.due_on - 20 * DAY):
        remind_surveillances()
    assert reminders(first) == [30]
    assert sorted(first.reminders.values_list("days_before", flat=True)) == [30, 60, 90]
    with on(first.due_on + 3 * DAY):
        assert list(surveillances_coming()) == [first]
        remind_surveillances()
    assert reminders(first) == [30, 0]


def test_the_next_surveillance_is_counted_from_the_last_visit_and_reminded_of_anew(certificate, audit_manager):
    first, second = certificate.surveillances.all()
    with on(second.due_on - 90 * DAY):
        remind_surveillances()
        event = perform(first, "hold", by=audit_manager, note="已监督。")
        held_on = clock.today()
    second.refresh_from_db()
    assert second.due_on == held_on.replace(year=held_on.year + 1)
    assert event.facts["next_due_on"] == second.due_on
    with on(second.due_on - 90 * DAY):
        remind_surveillances()
    assert reminders(second) == [90, 90]


def test_nobody_is_reminded_of_what_was_held_or_of_a_certificate_that_ended(certificate, manager, audit_manager):
    first, second = certificate.surveillances.all()
    with on(first.due_on - 100 * DAY):
        perform(first, "hold", by=audit_manager, note="已监督。")
    perform(certificate, "cancel", by=manager, note="申请注销。")
    for surveillance in (first, second):
        with on(surveillance.due_on):
            remind_surveillances()
            assert not remind(surveillance)
    assert Notice.objects.filter(event__name="remind").count() == 0
    assert Surveillance.objects.filter(reminders=None).count() == 2
