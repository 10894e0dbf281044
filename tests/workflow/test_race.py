"""Real processes press one button at once."""

import pytest

from applications.models import Application
from tests.factories import PersonFactory
from tests.processes import in_processes
from workflow.counters import next_reference
from workflow.engine import perform
from workflow.machine import WrongState
from workflow.models import Event, Notice

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_of_eight_that_withdraw_one_succeeds_and_seven_get_a_sentence(draft, applicant, officer):
    def press(number):
        case = Application.objects.get(pk=draft.pk)
        try:
            return perform(case, "withdraw", by=applicant, note=f"process {number}").pk
        except WrongState as refusal:
            return refusal.sentences

    answers = in_processes(8, press)
    event = Event.objects.of(draft).get()
    assert [answer for answer in answers if isinstance(answer, int)] == [event.pk]
    sentences = [answer for answer in answers if isinstance(answer, list)]
    assert len(sentences) == 7
    assert all(len(answer) == 1 and "A-2026-0001" in answer[0] for answer in sentences)
    assert event.note == f"process {answers.index(event.pk)}"
    assert Notice.objects.count() == 2


def test_numbers_of_eight_processes_are_all_different_and_without_gaps():
    answers = in_processes(8, lambda number: [next_reference("A") for _each in range(5)])
    numbers = sorted(int(reference[-4:]) for answer in answers for reference in answer)
    assert numbers == list(range(1, 41))


def test_a_role_given_by_eight_managers_at_once_is_held_once():
    from accounts.actions import grant_role
    from accounts.models import RoleGrant

    manager, person = PersonFactory(roles=["manager"]), PersonFactory()
    assert in_processes(8, lambda number: grant_role(person, "officer", by=manager)) == [None] * 8
    assert RoleGrant.objects.filter(user=person, role="officer", revoked_at=None).count() == 1
    assert Event.objects.of(person).count() == 1


def test_two_managers_cannot_remove_each_other():
    from accounts.actions import Refused, deactivate, revoke_role
    from accounts.models import User

    pair = [PersonFactory(roles=["manager"]) for _each in range(2)]

    def remove_the_other(number):
        me, other = pair[number], pair[1 - number]
        try:
            revoke_role(other, "manager", by=me) if number else deactivate(other, by=me)
        except Refused as refusal:
            return str(refusal)

    answers = in_processes(2, remove_the_other)
    assert sorted(answer is None for answer in answers) == [False, True]
    assert User.objects.with_role("manager").count() == 1
