"""Dates of a certificate, as pure functions."""

from calendar import monthrange
from datetime import date, timedelta

VALIDITY_YEARS = 3
SURVEILLANCE_YEARS = (1, 2)
RENEWAL_MONTHS = 3
REMINDER_DAYS = (90, 60, 30, 0)


def years_later(day: date, years: int) -> date:
    """The same day of a later year; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def last_day(issued_on: date) -> date:
    """The last day of validity: three years from issue, that day itself included."""
    return years_later(issued_on, VALIDITY_YEARS) - timedelta(days=1)


def apply_by(expires_on: date) -> date:
    """The last day to apply for recertification: three months before the last day of validity."""
    month = (expires_on.month - RENEWAL_MONTHS - 1) % 12 + 1
    year = expires_on.year - (month > expires_on.month)
    return date(year, month, min(expires_on.day, monthrange(year, month)[1]))


def surveillance_days(counted_from: date) -> list[date]:
    """When surveillance falls due: at least every 12 months from issue."""
    return [years_later(counted_from, years) for years in SURVEILLANCE_YEARS]


def thresholds_reached(due_on: date, today: date) -> list[int]:
    """The reminder thresholds (days before) that have been reached on `today`, largest first."""
    return [days for days in REMINDER_DAYS if (due_on - today).days <= days]
