"""The step view's twin for programs."""

import pytest
from django.urls import reverse

from workflow.models import Event

pytestmark = pytest.mark.django_db


def post(client, case, step, body=None, machine="application"):
    address = reverse("api_step", args=[machine, case if isinstance(case, str) else case.reference, step])
    return client.post(address, body or {}, content_type="application/json")


def test_a_step_answers_with_the_new_state_and_the_event(draft, applicant, client_of):
    answer = post(client_of(applicant), draft, "withdraw", {"note": "reason"})
    event = Event.objects.of(draft).get()
    assert answer.status_code == 200
    assert answer.json() == {"reference": "A-2026-0001", "state": "withdrawn", "event": event.pk}


def test_whoever_may_not_gets_403_and_the_sentence(draft, manager, client_of, in_state, traces):
    case = in_state(draft, "submitted")
    before = traces(case)
    answer = post(client_of(manager), case, "refuse", {"note": "reason"})
    assert answer.status_code == 403
    assert answer.json() == {"refused": [f"您无权在本案件中执行“{case.machine.step('refuse').label}”。"]}
    assert traces(case) == before


def test_what_the_case_does_not_allow_now_gets_409_and_every_sentence(draft, applicant, client_of, in_state, traces):
    before = traces(draft)
    client = client_of(applicant)
    obstructed, noteless = post(client, draft, "submit"), post(client, draft, "withdraw", {"note": " "})
    assert (obstructed.status_code, noteless.status_code) == (409, 409)
    assert obstructed.json() == {"refused": draft.machine.step("submit").obstacles(draft, applicant)}
    assert noteless.json() == {"refused": [str(draft.machine.step("withdraw").note)]}
    assert post(client, in_state(draft, "evaluated"), "withdraw", {"note": "x"}).status_code == 409
    assert traces(in_state(draft, "draft")) == before


def test_what_one_may_not_see_or_is_not_there_gets_404(draft, applicant, stranger, client_of, traces):
    before = traces(draft)
    mine = client_of(applicant)
    answers = [
        post(client_of(stranger), draft, "withdraw", {"note": "x"}),
        post(mine, draft, "fly"),
        post(mine, "A-2026-9999", "withdraw", {"note": "x"}),
        post(mine, draft, "withdraw", {"note": "x"}, machine="carpet"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert all(answer["Content-Type"] == "application/json" for answer in answers)
    assert traces(draft) == before


@pytest.mark.parametrize(
    "body", ["{not json", "[]", '{"note": ["a"]}', '{"note": {"a": 1}}', '{"note": "a\\u0000"}', '"x"']
)
def test_nonsense_gets_400(draft, applicant, client_of, traces, body):
    before = traces(draft)
    address = reverse("api_step", args=["application", draft.reference, "withdraw"])
    assert client_of(applicant).post(address, body, content_type="application/json").status_code == 400
    assert traces(draft) == before


def test_without_sign_in_401(draft, client, traces):
    before = traces(draft)
    answer = post(client, draft, "withdraw", {"note": "x"})
    assert (answer.status_code, list(answer.json())) == (401, ["detail"])
    assert traces(draft) == before


def test_another_site_cannot_use_the_session(draft, applicant, client_of, traces):
    before = traces(draft)
    answer = post(client_of(applicant, enforce_csrf_checks=True), draft, "withdraw", {"note": "x"})
    assert answer.status_code == 403
    assert traces(draft) == before


def test_a_step_is_never_done_by_reading(draft, applicant, client_of):
    address = reverse("api_step", args=["application", draft.reference, "withdraw"])
    assert client_of(applicant).get(address).status_code == 405
