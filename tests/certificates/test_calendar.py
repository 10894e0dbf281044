"""Dates of a certificate."""

from datetime import date

import pytest

from certificates.calendar import last_day, surveillance_days, thresholds_reached


@pytest.mark.parametrize(
    ("issued", "ends"),
    [
        (date(2026, 11, 23), date(2029, 11, 22)),
        (date(2026, 1, 1), date(2028, 12, 31)),
        (date(2028, 2, 29), date(2031, 2, 27)),
        (date(2025, 3, 1), date(2028, 2, 29)),
    ],
)
def test_three_years_with_the_last_day_included(issued, ends):
    assert last_day(issued) == ends


@pytest.mark.parametrize(
    ("issued", "due"),
    [
        (date(2026, 11, 23), [date(2027, 11, 23), date(2028, 11, 23)]),
        (date(2028, 2, 29), [date(2029, 2, 28), date(2030, 2, 28)]),
        (date(2027, 2, 28), [date(2028, 2, 28), date(2029, 2, 28)]),
    ],
)
def test_surveillance_once_a_year(issued, due):
    assert surveillance_days(issued) == due


@pytest.mark.parametrize(
    ("left", "reached"),
    [
        (91, []),
        (90, [90]),
        (61, [90]),
        (60, [90, 60]),
        (30, [90, 60, 30]),
        (1, [90, 60, 30]),
        (0, [90, 60, 30, 0]),
        (-5, [90, 60, 30, 0]),
    ],
)
def test_reminders_90_60_30_days_before_and_on_the_day(left, reached):
    due = date(2027, 11, 23)
    assert thresholds_reached(due, date.fromordinal(due.toordinal() - left)) == reached
