"""Numbers that are never given twice."""

import datetime

import pytest
from django.db import transaction

from workflow import clock
from workflow.counters import next_number, next_reference
from workflow.models import Counter

pytestmark = pytest.mark.django_db


def test_every_series_begins_at_one_and_goes_on_by_one():
    assert [next_number("a"), next_number("a"), next_number("b"), next_number("a")] == [1, 2, 1, 3]


def test_a_number_taken_back_is_given_again():
    assert next_number("a") == 1
    with transaction.atomic():
        assert next_number("a") == 2
        transaction.set_rollback(True)
    assert next_number("a") == 2


def test_a_reference_begins_anew_with_the_chinese_year():
    last_evening = datetime.datetime(2026, 12, 31, 15, 59, 59, tzinfo=datetime.UTC)
    with clock.pretend(last_evening):
        assert [next_reference("A"), next_reference("A")] == ["A-2026-0001", "A-2026-0002"]
    with clock.pretend(last_evening + datetime.timedelta(seconds=1)):
        assert next_reference("A") == "A-2027-0001"
    with clock.pretend(last_evening):
        assert next_reference("A") == "A-2026-0003"


def test_the_thousandth_and_ten_thousandth_keep_their_digits():
    Counter.objects.create(name="A-2026", value=9998)
    with clock.pretend(datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC)):
        assert [next_reference("A"), next_reference("A")] == ["A-2026-9999", "A-2026-10000"]
