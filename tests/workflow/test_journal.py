"""The journal is added to and never changed."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override

from accounts.actions import grant_role
from tests.factories import PersonFactory
from workflow.journal import actor_words, record, request_id
from workflow.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(draft, applicant):
    return record(draft, "save_answers", by=applicant, answers=["scope"])


@pytest.mark.parametrize("statement", ["UPDATE workflow_event SET note = 'forged'", "DELETE FROM workflow_event"])
def test_the_database_refuses_to_change_or_remove_a_row(event, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.get(pk=event.pk).note == ""


def test_so_it_does_to_our_own_code(event):
    for forge in (
        lambda: Event.objects.filter(pk=event.pk).update(note="forged"),
        lambda: Event.objects.filter(pk=event.pk)._raw_delete("default"),
        lambda: Event(
            pk=event.pk, case_type=event.case_type, case_id=1, reference="x", name="x", actor_name="x"
        ).save(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            forge()
    assert Event.objects.filter(pk=event.pk).values_list("note", "reference").get() == ("", "A-2026-0001")


def test_a_deed_keeps_the_state_and_the_facts(event):
    assert (event.name, event.state_before, event.state_after) == ("save_answers", "draft", "draft")
    assert event.facts == {"answers": ["scope"]}
    assert not event.changed_state


def test_a_deed_without_words_is_refused(draft, applicant):
    before = Event.objects.count()
    with pytest.raises(LookupError):
        record(draft, "dance", by=applicant)
    assert Event.objects.count() == before


def test_names_and_roles_are_kept_as_they_were(draft, applicant, officer, manager):
    record(draft, "save_answers", by=officer)
    officer.name = "改名"
    officer.save()
    grant_role(officer, "member", by=manager)
    event = Event.objects.of(draft).get()
    assert (event.actor_name, event.actor_role) == ("陈市场", "受理人员（市场部）")
    assert actor_words(officer) == ("改名", "受理人员（市场部）、评审委员会委员")


def test_the_machine_signs_as_itself():
    assert actor_words(None) == ("系统", "")


def test_words_are_chinese_whatever_the_page_was_in(draft, applicant):
    from django.utils import translation

    with translation.override("en"):
        event = record(draft, "save_answers", by=applicant)
    assert event.actor_role == "申请组织"


def test_the_request_is_kept(draft, applicant, client_of):
    client = client_of(applicant)
    answer = client.post(f"/steps/application/{draft.reference}/withdraw/", {"note": "reason"})
    event = Event.objects.of(draft).get(name="withdraw")
    assert answer.headers["X-Request-ID"] == event.request_id
    assert len(event.request_id) == 16
    assert request_id.get() == ""


def test_rows_are_found_by_case(draft, applicant):
    other = PersonFactory(roles=["officer"])
    mine = record(draft, "save_answers", by=applicant)
    assert list(Event.objects.of(draft)) == [mine]
    assert [event.name for event in Event.objects.of(draft, other)] == ["grant_role", "save_answers"]
    assert not Event.objects.of().exists()
    assert draft.last_event() == mine
    assert draft.last_event("withdraw") is None


@pytest.mark.parametrize(
    ("language", "officer_words", "system"),
    [("en", "Officer (market department)", "System"), ("zh-hans", "受理人员（市场部）", "系统")],
)
def test_the_role_is_kept_in_chinese_and_read_in_the_readers_language(draft, officer, language, officer_words, system):
    by_person, by_nobody = record(draft, "save_answers", by=officer), record(draft, "save_answers", by=None)
    with override(language):
        assert (by_person.acted_as, by_nobody.acted_as) == (officer_words, system)
