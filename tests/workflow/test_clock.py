"""The product's one clock."""

import datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from workflow import clock

MOMENT = datetime.datetime(2026, 3, 1, 17, 30, tzinfo=datetime.UTC)


def test_the_moment_is_aware_and_now():
    before = timezone.now()
    assert before <= clock.now() <= timezone.now()


def test_a_day_begins_at_midnight_in_china():
    with clock.pretend(MOMENT):
        assert clock.today() == datetime.date(2026, 3, 2)
    with clock.pretend(MOMENT - datetime.timedelta(hours=2)):
        assert clock.today() == datetime.date(2026, 3, 1)


def test_the_clock_goes_on_after_the_block_even_when_it_fails():
    with pytest.raises(RuntimeError), clock.pretend(MOMENT):
        raise RuntimeError
    assert clock.now() > MOMENT - datetime.timedelta(days=1)
    assert clock.now() != MOMENT


def test_nobody_turns_it_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(ImproperlyConfigured), clock.pretend(MOMENT):
        pass
    assert clock.now() != MOMENT
