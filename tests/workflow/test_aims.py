"""Since when a case stands in its state, and by when it should leave it by our own aims."""

from datetime import UTC, date, datetime

import pytest

from applications.models import Application
from workflow import clock
from workflow.engine import perform

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 3, 2, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai
SECOND = datetime(2026, 3, 9, 16, 1, tzinfo=UTC)  # 00:01 of the tenth there


def seen(case):
    return Application.objects.with_since().get(pk=case.pk)


def test_a_case_that_never_moved_stands_since_it_began(draft):
    Application.objects.filter(pk=draft.pk).update(created_at=FIRST)
    assert seen(draft).since == FIRST


def test_a_step_begins_the_count_anew_by_the_civil_day_in_china(draft, applicant, in_state):
    offered = in_state(draft, "offered")
    with clock.pretend(SECOND):
        perform(offered, "decline", by=applicant, note="价格太高")
    assert seen(draft).since == SECOND
    assert seen(in_state(draft, "submitted")).target_on == date(2026, 3, 15)


def test_a_draft_and_an_ended_case_have_no_aim(draft, in_state):
    assert seen(draft).target_on is None
    assert seen(in_state(draft, "refused")).target_on is None
