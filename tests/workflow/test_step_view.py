"""The one view that every button posts to."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from workflow.models import Event

pytestmark = pytest.mark.django_db


def url(case, step):
    return reverse("step", args=["application", case.reference, step])


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_get_asks_for_the_reason_and_does_nothing(draft, applicant, client_of, traces):
    before = traces(draft)
    answer = client_of(applicant).get(url(draft, "withdraw"))
    assert answer.status_code == 200
    assert str(draft.machine.step("withdraw").note) in answer.content.decode()
    assert traces(draft) == before


def test_get_says_what_is_in_the_way_before_anything_is_typed(draft, applicant, manager, client_of, in_state, traces):
    in_state(draft, "evaluated")
    before = traces(draft)
    for person, step in ((applicant, "withdraw"), (manager, "refuse")):
        answer = client_of(person).get(url(draft, step))
        assert answer.status_code == 200
        assert answer.context["refusal"].sentences[0] in answer.content.decode()
        assert "<textarea" not in answer.content.decode()
    assert traces(draft) == before


def test_post_does_the_step_and_goes_back_to_the_case(draft, applicant, client_of):
    answer = client_of(applicant).post(url(draft, "withdraw"), {"note": "reason"})
    assert (answer.status_code, answer["Location"]) == (302, draft.get_absolute_url())
    draft.refresh_from_db()
    assert draft.state == "withdrawn"
    assert said(answer) == [f"已完成：A-2026-0001 现为“{draft.state_words.for_client}”。"]


def test_a_missing_reason_is_asked_for_and_nothing_happens(draft, applicant, client_of, traces):
    before = traces(draft)
    answer = client_of(applicant).post(url(draft, "withdraw"), {"note": "  ", "next": "/home/"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"note": ["请在此填写；不填写，此操作不会执行。"]}
    assert answer.context["form"]["note"].label == draft.machine.step("withdraw").note
    assert '<a href="#note">' in answer.content.decode()
    assert answer.context["next"] == "/home/"
    assert traces(draft) == before


def test_what_was_typed_stays_when_the_step_is_refused(draft, applicant, client_of, in_state, traces):
    case = in_state(draft, "evaluated")
    before = traces(case)
    answer = client_of(applicant).post(url(case, "withdraw"), {"note": "A long story <b>with marks</b>"})
    assert answer.status_code == 422
    assert "A long story &lt;b&gt;with marks&lt;/b&gt;</textarea>" in answer.content.decode()
    assert "A-2026-0001" in said(answer)[0]
    assert traces(case) == before


def test_every_sentence_in_the_way_is_said(draft, applicant, client_of, traces):
    before = traces(draft)
    answer = client_of(applicant).post(url(draft, "submit"))
    assert answer.status_code == 302
    assert said(answer) == draft.machine.step("submit").obstacles(draft, applicant)
    assert traces(draft) == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_told_nothing_of_the_case(draft, stranger, client_of, traces, method):
    before = traces(draft)
    assert getattr(client_of(stranger), method)(url(draft, "withdraw"), {"note": "x"}).status_code == 404
    assert traces(draft) == before


def test_staff_do_not_reach_a_draft(draft, officer, manager, client_of):
    for person in (officer, manager):
        assert client_of(person).post(url(draft, "refuse"), {"note": "x"}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/steps/application/A-2026-0001/fly/",
        "/steps/application/A-2026-9999/withdraw/",
        "/steps/carpet/A-2026-0001/withdraw/",
    ],
)
def test_what_does_not_exist_is_not_found(draft, applicant, client_of, address):
    assert client_of(applicant).get(address).status_code == 404
    assert client_of(applicant).post(address, {"note": "x"}).status_code == 404


def test_who_may_see_but_not_do_gets_a_sentence(draft, manager, client_of, in_state, traces):
    case = in_state(draft, "submitted")
    before = traces(case)
    answer = client_of(manager).post(url(case, "refuse"), {"note": "reason"})
    assert answer.status_code == 422
    assert said(answer) == [f"您无权在本案件中执行“{case.machine.step('refuse').label}”。"]
    assert traces(case) == before


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/organisations/?page=2", "/organisations/?page=2"),
        ("https://evil.example/", None),
        ("//evil.example/", None),
        ("/\\evil.example", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_the_way_back_is_a_page_of_ours(draft, applicant, client_of, wanted, reached):
    answer = client_of(applicant).post(url(draft, "withdraw"), {"note": "reason", "next": wanted})
    assert answer["Location"] == (reached or draft.get_absolute_url())


def test_a_form_of_another_site_is_refused(draft, applicant, client_of):
    answer = client_of(applicant, enforce_csrf_checks=True).post(url(draft, "withdraw"), {"note": "reason"})
    assert answer.status_code == 403
    assert not Event.objects.of(draft).exists()


def test_only_get_and_post(draft, applicant, client_of):
    assert client_of(applicant).put(url(draft, "withdraw")).status_code == 405


def test_a_removed_role_acts_at_the_next_request(draft, officer, manager, client_of, in_state, traces):
    from accounts.actions import revoke_role

    case = in_state(draft, "submitted")
    client = client_of(officer)
    assert client.get(url(case, "refuse")).status_code == 200
    revoke_role(officer, "officer", by=manager)
    before = traces(case)
    assert client.post(url(case, "refuse"), {"note": "reason"}).status_code == 404
    assert traces(case) == before
