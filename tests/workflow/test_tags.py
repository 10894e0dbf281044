"""What a page shows of a case: the steps one may take and what was done."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from workflow.engine import perform
from workflow.journal import record

pytestmark = pytest.mark.django_db


def shown(markup, user, **context):
    request = RequestFactory().get("/somewhere/")
    request.user = user
    return Template("{% load workflow %}" + markup).render(Context({"request": request, "user": user, **context}))


def test_a_step_with_an_obstacle_is_shown_disabled_with_the_sentence(draft, applicant):
    page = shown("{% steps case %}", applicant, case=draft)
    [obstacle, *_others] = draft.machine.step("submit").obstacles(draft, applicant)
    assert obstacle in page
    assert "disabled" in page
    assert f"/steps/application/{draft.reference}/withdraw/" in page
    assert f"/steps/application/{draft.reference}/submit/" not in page
    assert 'name="next" value="/somewhere/"' in page


def test_steps_can_be_chosen_and_left_out(draft, applicant):
    assert "withdraw" not in shown("{% steps case without='withdraw' %}", applicant, case=draft)
    assert "disabled" not in shown("{% steps case only='withdraw' %}", applicant, case=draft)


def test_who_may_do_nothing_sees_no_buttons(draft, stranger, officer):
    assert shown("{% steps case %}", stranger, case=draft).strip() == ""
    assert shown("{% steps case %}", officer, case=draft).strip() == ""


@pytest.fixture
def story(draft, applicant, officer):
    """Two deeds and a step, one of them internal."""
    record(draft, "save_answers", by=applicant)
    record(draft, "judge_paper", by=officer)
    perform(draft, "withdraw", by=applicant, note="我们改变了<计划>。")


def test_staff_see_everything_with_names(draft, officer, story):
    page = shown("{% timeline case %}", officer, case=draft)
    assert [page.count(words) for words in ("王小明", "陈市场")] == [2, 1]
    assert "我们改变了&lt;计划&gt;。" in page
    assert page.index(str(draft.machine.deeds["save_answers"].done)) < page.index(
        str(draft.machine.step("withdraw").done)
    )


def test_clients_see_roles_and_nothing_internal(draft, applicant, story):
    page = shown("{% timeline case %}", applicant, case=draft)
    assert "陈市场" not in page
    assert str(draft.machine.deeds["judge_paper"].done) not in page
    assert str(draft.machine.step("withdraw").done) in page


def test_several_cases_in_one_story_and_lists_and_nothing(draft, officer, organisation, story):
    record(organisation, "change_organisation", by=officer)
    page = shown("{% timeline case others nothing %}", officer, case=draft, others=[organisation], nothing=None)
    assert page.count("timeline-item") == 4


def test_the_story_costs_the_same_with_three_rows_and_with_thirty(draft, applicant, officer, django_assert_num_queries):
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.clear_cache()
    for rows in (3, 27):
        for _each in range(rows):
            record(draft, "save_answers", by=applicant)
        assert officer.roles
        with django_assert_num_queries(1):
            shown("{% timeline case %}", officer, case=draft)
