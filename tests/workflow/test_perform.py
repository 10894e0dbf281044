"""`perform` does a step whole or not at all."""

import pytest
from django.db import transaction

from accounts.actions import deactivate, declare_interest, leave_organisation, revoke_role
from accounts.models import Interest, Membership
from applications.models import Application
from tests.factories import PersonFactory
from workflow.engine import available_steps, perform
from workflow.machine import NotAllowed, NoteMissing, Obstructed, UnknownStep, WrongState
from workflow.models import Event, Notice, StateChangedOutsideStep

pytestmark = pytest.mark.django_db


def test_a_step_moves_the_case_journals_it_and_tells_the_audience(draft, applicant, officer, stranger):
    second = PersonFactory(roles=["officer"])
    event = perform(draft, "withdraw", by=applicant, note="  我们改变了计划。 ", channel="telephone")

    assert draft.state == Application.objects.get().state == "withdrawn"
    assert Event.objects.of(draft).values().get() == {
        "id": event.pk,
        "case_type_id": event.case_type_id,
        "case_id": draft.pk,
        "reference": "A-2026-0001",
        "name": "withdraw",
        "state_before": "draft",
        "state_after": "withdrawn",
        "actor_id": applicant.pk,
        "actor_name": "王小明",
        "actor_role": "申请组织",
        "note": "我们改变了计划。",
        "facts": {"channel": "telephone"},
        "request_id": "",
        "at": event.at,
    }
    told = Notice.objects.order_by("recipient", "channel").values_list(
        "event", "recipient", "channel", "template", "sent_at"
    )
    assert list(told) == [
        (event.pk, person.pk, channel, "emails/application/withdraw.txt", None)
        for person in (officer, second)
        for channel in ("email", "page")
    ]


def test_whoever_acted_is_not_told_and_nobody_twice(draft, applicant, in_state):
    applicant_and_officer = PersonFactory(roles=["officer"])
    Membership.objects.create(user=applicant_and_officer, organisation=draft.organisation)
    submitted = in_state(draft, "submitted")
    perform(submitted, "return", by=PersonFactory(roles=["officer"]), note="缺营业执照。")
    told = Notice.objects.filter(channel="email").order_by("recipient").values_list("recipient", flat=True)
    assert list(told) == [applicant.pk, applicant_and_officer.pk]


def refused(case, step, by, note, error, traces):
    before = traces(case)
    with pytest.raises(error) as caught:
        perform(case, step, by=by, note=note)
    assert traces(case) == before
    assert type(caught.value) is error
    return caught.value


def test_in_another_state_the_step_is_refused_in_the_words_of_the_reader(draft, applicant, traces):
    refusal = refused(draft, "answer", applicant, "", WrongState, traces)
    [sentence] = refusal.sentences
    assert str(draft.machine.step("answer").label) in sentence
    assert str(draft.state_words.for_client) in sentence
    assert draft.state == "draft"


def test_somebody_else_is_refused(draft, officer, stranger, manager, traces):
    for person in (officer, stranger, manager, None):
        refused(draft, "withdraw", person, "reason", NotAllowed, traces)


def test_a_missing_reason_is_asked_for_in_the_words_of_the_step(draft, applicant, traces):
    refusal = refused(draft, "withdraw", applicant, " \n ", NoteMissing, traces)
    assert refusal.sentences == [str(draft.machine.step("withdraw").note)]


def test_every_obstacle_is_told(draft, applicant, traces):
    refusal = refused(draft, "submit", applicant, "", Obstructed, traces)
    assert refusal.sentences == draft.machine.step("submit").obstacles(draft, applicant)
    assert len(refusal.sentences) >= 1


def test_a_step_that_does_not_exist(draft, applicant, traces):
    before = traces(draft)
    with pytest.raises(UnknownStep):
        perform(draft, "fly", by=applicant)
    assert traces(draft) == before


def test_a_role_removed_meanwhile_does_not_act(draft, manager, in_state, traces):
    officer = PersonFactory(roles=["officer"])
    assert officer.roles == {"officer"}
    stale = type(officer).objects.get(pk=officer.pk)
    assert stale.roles == {"officer"}
    revoke_role(officer, "officer", by=manager)
    assert stale.roles == {"officer"}
    refused(in_state(draft, "submitted"), "refuse", stale, "reason", NotAllowed, traces)


def test_a_closed_account_does_not_act(draft, applicant, manager, traces):
    stale = type(applicant).objects.get(pk=applicant.pk)
    deactivate(applicant, by=manager)
    assert stale.is_active
    refused(draft, "withdraw", stale, "reason", NotAllowed, traces)


def test_whoever_left_the_organisation_does_not_act(draft, applicant, organisation, traces):
    Membership.objects.create(user=PersonFactory(), organisation=organisation)
    leave_organisation(applicant.memberships.get(), by=applicant)
    refused(draft, "withdraw", applicant, "reason", NotAllowed, traces)


def test_an_interest_in_the_client_keeps_staff_out_and_untold(draft, applicant, officer, in_state, traces):
    declare_interest(officer, draft.organisation, kind=Interest.Kind.CONSULTED, note="2025 年咨询")
    refused(in_state(draft, "submitted"), "refuse", officer, "reason", NotAllowed, traces)
    perform(draft, "withdraw", by=applicant, note="reason")
    assert not Notice.objects.exists()


def test_a_page_that_is_out_of_date_changes_nothing(draft, applicant, traces):
    stale = Application.objects.get(pk=draft.pk)
    perform(draft, "withdraw", by=applicant, note="first")
    refused(stale, "withdraw", applicant, "second", WrongState, traces)
    assert stale.state == "draft"
    assert Event.objects.of(draft).get().note == "first"


def test_what_surrounds_a_step_takes_it_back_as_a_whole(
    draft, applicant, officer, django_capture_on_commit_callbacks, traces
):
    before = traces(draft)
    with django_capture_on_commit_callbacks() as world, transaction.atomic():
        perform(draft, "withdraw", by=applicant, note="reason")
        transaction.set_rollback(True)
    assert world == []
    assert traces(draft) == before


def test_a_state_written_past_the_engine_is_a_bug(draft):
    draft.state = "withdrawn"
    with pytest.raises(StateChangedOutsideStep, match="A-2026-0001: draft -> withdrawn"):
        draft.save()
    assert Application.objects.get().state == "draft"


def test_a_case_begins_in_the_first_state(draft):
    with pytest.raises(StateChangedOutsideStep):
        Application.objects.create(
            reference="A-2026-0002",
            organisation=draft.organisation,
            edition=draft.edition,
            created_by=draft.created_by,
            state="evaluated",
        )
    assert Application.objects.count() == 1


def test_steps_are_offered_to_those_who_may_with_what_stands_in_the_way(draft, applicant, officer):
    offered = {step.name: obstacles for step, obstacles in available_steps(draft, applicant)}
    assert set(offered) == {"submit", "withdraw"}
    assert offered["withdraw"] == []
    assert offered["submit"]
    assert available_steps(draft, officer) == []


def test_a_nul_character_in_a_note_is_no_error(draft, applicant):
    perform(draft, "withdraw", by=applicant, note="a\x00b")
    assert Event.objects.of(draft).get().note == "ab"
