"""Real processes press the same buttons at once, on PostgreSQL."""

import pytest
from django.db.models import Count

from accounts.roles import Role
from certificates.actions import cast_vote, take_up
from certificates.models import Certificate, CertificateSerial, Decision, Reminder, Seal, Vote
from certificates.numbering import next_number
from certificates.tasks import remind_surveillances
from tests.audits import cases as audits
from tests.certificates import cases
from tests.certificates.test_lifecycle import DAY, on
from tests.factories import OrganisationFactory, PersonFactory
from tests.processes import at_once
from workflow import clock
from workflow.engine import perform
from workflow.models import Event, Notice

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def grant(decision, manager):
    return lambda: perform(Decision.objects.get(pk=decision.pk), "grant", by=manager).name


def test_two_managers_grant_at_once_and_there_is_one_certificate(organisation, members, manager):
    decision = cases.voted(organisation, members=members)
    other = PersonFactory(roles=[Role.MANAGER])
    answers = at_once(*[grant(decision, person) for person in (manager, other, manager, other)])
    assert sorted(answers)[-1] == "grant"
    refused = [answer for answer in answers if answer != "grant"]
    assert len(refused) == 3
    assert all("Someone may have acted before you; reload the page." in answer for answer in refused)
    certificate = Certificate.objects.get()
    assert certificate.reference.endswith("SC00001R0")
    assert (CertificateSerial.objects.get().value, Seal.objects.count()) == (1, 1)
    events = Event.objects.of(decision).filter(name="grant")
    assert events.count() == 1
    letters = Notice.objects.filter(event__in=events, channel="email").values("recipient").annotate(times=Count("pk"))
    assert {row["times"] for row in letters} == {1}
    assert len(letters) >= 2


def test_two_decisions_of_one_client_cannot_both_be_granted(organisation, members, manager):
    first = cases.voted(organisation, members=members)
    second = cases.voted(organisation, members=members)
    answers = at_once(grant(first, manager), grant(second, manager))
    assert sorted(answers)[-1] == "grant"
    assert "already holds" in sorted(answers)[0]
    assert Certificate.objects.count() == 1
    assert sorted(Decision.objects.values_list("state", flat=True)) == ["granted", "open"]


def test_certificates_granted_at_once_have_numbers_without_gap_or_double(members, manager):
    decisions = [cases.voted(OrganisationFactory(members=[PersonFactory()]), members=members) for _number in range(3)]
    assert at_once(*[grant(decision, manager) for decision in decisions]) == ["grant"] * 3
    assert [n[-7:] for n in Certificate.objects.order_by("reference").values_list("reference", flat=True)] == [
        "00001R0", "00002R0", "00003R0",
    ]  # fmt: skip


def test_serials_of_eight_processes_are_all_different():
    today = clock.today()
    found = at_once(*[lambda: [next_number(today, cycle=0) for _each in range(5)]] * 8)
    serials = sorted(int(number[7:12]) for numbers in found for number in numbers)
    assert serials == list(range(1, 41))


def test_a_member_votes_once_though_the_button_is_pressed_eight_times(decision, members):
    facts = {"by": members[0], "reason": "充分。", "declares_no_interest": True}
    positions = ["grant", "refuse"] * 4
    answers = at_once(*[lambda p=p: cast_vote(decision, position=p, **facts).position for p in positions])
    assert len([answer for answer in answers if "You have voted already" in answer]) == 7
    assert Vote.objects.count() == 1


def test_a_report_is_taken_up_once(organisation, members):
    audit = audits.reported(organisation)
    answers = at_once(*[lambda m=m: take_up(audit, by=m).reference for m in members])
    assert len(set(answers)) == 1
    assert Decision.objects.get().reference == answers[0]


def remind_on(day):
    def work():
        with on(day):
            remind_surveillances()

    return work


def test_reminders_in_parallel_go_out_once(certificate, applicant):
    first = certificate.surveillances.get(number=1)
    at_once(*[remind_on(first.due_on - 30 * DAY)] * 6)
    assert Event.objects.of(first).filter(name="remind").count() == 1
    assert Notice.objects.filter(event__name="remind", recipient=applicant, channel="email").count() == 1
    assert Reminder.objects.count() == 3
