"""One step for several cases: exactly what so many single steps do, each on its own."""

import pytest
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from applications.models import Application
from tests.applications import cases
from tests.audits import cases as audits
from tests.certificates import cases as certificates
from tests.factories import PersonFactory
from workflow.machine import Transition
from workflow.models import Event, Notice
from workflow.several import choices, ticked

pytestmark = pytest.mark.django_db
SEVERAL = "/steps/application/"
REASON = "请补充营业执照。"


@pytest.fixture
def three(organisation):
    return [cases.submitted(organisation) for _ in range(3)]


@pytest.fixture
def officer(officer):
    officer.language = "en"
    officer.save(update_fields=["language"])
    return officer


def references(*rows):
    return [row.reference for row in rows]


def states(rows):
    return [type(row).objects.get(pk=row.pk).state for row in rows]


def left_behind(case):
    """The journal rows of the case and its notices, without what is never the same twice."""
    events = Event.objects.of(case).order_by("pk")
    columns = ("name", "state_before", "state_after", "actor", "actor_name", "actor_role", "note", "facts")
    notices = Notice.objects.filter(event__in=events).order_by("pk")
    return list(events.values(*columns)), list(notices.values("recipient", "channel", "template"))


def outlooks(answer):
    return [(each.case.reference, list(each.sentences)) for each in answer.context["outlooks"]]


def test_several_steps_at_once_leave_what_single_ones_leave(three, officer, client_of):
    client, (alone, *together) = client_of(officer), three
    client.post(reverse("step", args=["application", alone.reference, "return"]), {"note": REASON})
    answer = client.post(SEVERAL, {"case": references(*together), "step": "return", "note": REASON})
    assert (answer.status_code, answer.context["went"]) == (200, 2)
    assert states(three) == ["returned"] * 3
    assert left_behind(alone)[0][-1]["note"] == REASON
    for case in together:
        events, notices = left_behind(case)
        assert (events[-1], notices) == (left_behind(alone)[0][-1], left_behind(alone)[1])


def test_only_steps_open_in_at_least_one_case_are_offered_with_how_many(three, officer, client_of):
    cases.review(three[0], by=officer)
    answer = client_of(officer).get(SEVERAL, {"case": references(*three)})
    offered = {choice.transition.name: choice.number for choice in answer.context["choices"]}
    assert offered == {"accept": 1, "return": 3, "refuse": 3}
    assert answer.context["alone"] == []


def test_the_cases_come_with_their_organisations(three, officer, stranger, django_assert_num_queries):
    other = cases.submitted(stranger.organisations.get())
    assert officer.roles == {"officer"}  # known from here on, as in every request
    with django_assert_num_queries(1):
        found = [case.organisation.name for case in ticked(Application, references(*three, other), officer)]
    assert found == [*[three[0].organisation.name] * 3, other.organisation.name]


def test_nothing_is_asked_of_a_step_that_is_taken_alone(organisation, applicant, monkeypatch):
    offered, asked = cases.offered(organisation), []
    monkeypatch.setattr(Transition, "obstacles", lambda transition, case, actor: asked.append(transition.name) or [])
    found = {choice.transition.name: choice.number for choice in choices(offered.machine, [offered], applicant)}
    assert found == {"agree": 0, "decline": 1}
    assert "agree" not in asked


def test_before_the_step_each_case_shows_its_obstacle_and_nothing_happens(three, officer, client_of, traces):
    cases.review(three[0], by=officer)
    before = [traces(case) for case in three]
    answer = client_of(officer).get(SEVERAL, {"case": references(*three), "step": "accept"})
    accept = three[0].machine.step("accept")
    with override("en"):
        expected = [(case.reference, accept.obstacles(case, officer)) for case in three]
    assert outlooks(answer) == expected
    assert [bool(sentences) for _case, sentences in expected] == [False, True, True]
    assert escape(expected[1][1][0]) in answer.content.decode()
    assert [traces(case) for case in three] == before


def test_a_case_that_changed_since_is_refused_with_its_sentence_and_the_others_go(three, officer, client_of):
    client, colleague = client_of(officer), PersonFactory(roles=["officer"])
    before = Event.objects.count()
    client.get(SEVERAL, {"case": references(*three), "step": "return"})
    client_of(colleague).post(
        reverse("step", args=["application", three[1].reference, "refuse"]), {"note": "不符合条件。"}
    )
    answer = client.post(SEVERAL, {"case": references(*three), "step": "return", "note": REASON})
    assert answer.context["went"] == 2
    assert [bool(sentences) for _case, sentences in outlooks(answer)] == [False, True, False]
    sentence = outlooks(answer)[1][1][0]
    assert sentence.startswith(f"“Return for correction” is not possible: {three[1].reference} is now “Refused”.")
    assert sentence in answer.content.decode()
    assert states(three) == ["returned", "refused", "returned"]
    assert Event.objects.count() == before + 3


def test_pressing_twice_does_nothing_twice(three, officer, client_of, traces):
    client, asked = client_of(officer), {"case": references(*three), "step": "return", "note": REASON}
    client.post(SEVERAL, asked)
    before = [traces(case) for case in three]
    answer = client.post(SEVERAL, asked)
    assert (answer.status_code, answer.context["went"]) == (200, 0)
    assert [traces(case) for case in three] == before


@pytest.mark.parametrize("note", ["", "   "])
def test_the_reason_is_asked_for_once_before_anything_happens(three, officer, client_of, traces, note):
    before = [traces(case) for case in three]
    answer = client_of(officer).post(SEVERAL, {"case": references(*three), "step": "return", "note": note})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"note": ["Write the answer here: the step is not taken without it."]}
    assert answer.context["form"]["note"].label == "What has to be corrected? The applicant reads this."
    assert [traces(case) for case in three] == before


def test_cases_that_the_person_may_not_see_are_as_if_they_did_not_exist(three, officer, client_of, stranger, traces):
    hidden = cases.draft(stranger.organisations.get())
    client = client_of(officer)
    answer = client.post(
        SEVERAL, {"case": [*references(three[0], hidden), "A-1999-0001"], "step": "return", "note": REASON}
    )
    assert outlooks(answer) == [(three[0].reference, [])]
    assert hidden.reference not in answer.content.decode()
    before = traces(hidden)
    for unseen in (hidden.reference, "A-1999-0001"):
        assert client.post(SEVERAL, {"case": unseen, "step": "return", "note": REASON}).status_code == 404
        assert client.get(SEVERAL, {"case": unseen}).status_code == 404
    assert traces(hidden) == before
    assert (hidden.last_event().name, states([hidden])) == ("attach_paper", ["draft"])


def test_who_may_see_but_not_do_is_refused_in_every_case(three, manager, client_of, traces):
    before = [traces(case) for case in three]
    answer = client_of(manager).post(SEVERAL, {"case": references(*three), "step": "refuse", "note": "x"})
    assert outlooks(answer) == [(case.reference, ["您无权在本案件中执行“不予受理”。"]) for case in three]
    assert [traces(case) for case in three] == before


def test_a_step_that_is_taken_case_by_case_is_not_offered_and_says_why(organisation, applicant, client_of, traces):
    offered = [cases.offered(organisation) for _ in range(2)]
    before = [traces(case) for case in offered]
    client = client_of(applicant)
    page = client.get(SEVERAL, {"case": references(*offered)})
    assert [choice.transition.name for choice in page.context["choices"]] == ["decline"]
    assert [transition.name for transition in page.context["alone"]] == ["agree"]
    answer = client.post(SEVERAL, {"case": references(*offered), "step": "agree"})
    assert answer.status_code == 422
    assert str(offered[0].machine.step("agree").alone) in answer.content.decode()
    assert [traces(case) for case in offered] == before


@pytest.mark.parametrize(
    ("asked", "status"),
    [({}, 302), ({"case": [f"A-{n}" for n in range(101)]}, 302), ({"case": ["x"]}, 404)],
)
def test_too_few_too_many_and_none(officer, client_of, asked, status):
    assert client_of(officer).get(SEVERAL, asked).status_code == status


def test_an_unknown_step_or_machine_is_not_found(three, officer, client_of):
    client = client_of(officer)
    assert client.get(SEVERAL, {"case": references(*three), "step": "fly"}).status_code == 404
    assert client.get("/steps/carpet/", {"case": references(*three)}).status_code == 404
    assert client.put(SEVERAL).status_code == 405


def test_all_rows_of_the_page_can_be_taken_without_ticking(three, officer, client_of):
    answer = client_of(officer).get(SEVERAL, {"here": references(*three), "case": three[0].reference, "all": "1"})
    assert answer.context["cases"] == three


def test_every_machine_with_a_list_has_it(organisation, auditor, audit_manager, client_of):
    audit = audits.planning(organisation, audit_manager=audit_manager)
    answer = client_of(audit_manager).post(
        "/steps/audit/", {"case": audit.reference, "step": "abandon", "note": "企业停产。"}
    )
    assert answer.context["went"] == 1
    assert states([audit]) == ["abandoned"]


def test_the_list_of_the_staff_has_boxes_to_tick_and_that_of_an_applicant_none(three, officer, applicant, client_of):
    page = client_of(officer).get("/applications/").content.decode()
    assert page.count('type="checkbox" name="case"') == 3
    assert f'aria-label="Tick {three[0].reference}"' in page
    assert 'name="case"' not in client_of(applicant).get("/applications/").content.decode()


def test_decisions_have_no_boxes_and_say_why(organisation, member, client_of):
    certificates.opened(organisation)
    member.language = "en"
    member.save(update_fields=["language"])
    page = client_of(member).get("/dashboard/decisions/").content.decode()
    assert 'name="case"' not in page
    assert page.count("A certification decision is made case by case, with the dossier open.") == 1


def test_a_form_of_another_site_is_refused(three, officer, client_of):
    client = client_of(officer, enforce_csrf_checks=True)
    assert client.post(SEVERAL, {"case": references(*three), "step": "return", "note": REASON}).status_code == 403
    assert set(states(three)) == {Application.State.SUBMITTED}
