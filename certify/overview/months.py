"""Months as people count them: civil months in China, each named by its first day."""

from datetime import date, datetime, time

from django.utils import timezone


def month_of(day: date) -> date:
    return day.replace(day=1)


def later(month: date, by: int) -> date:
    """The month that many months later (earlier where negative)."""
    years, rest = divmod(month.month - 1 + by, 12)
    return date(month.year + years, rest + 1, 1)


def run_of(first: date, count: int) -> list[date]:
    """So many months in a row."""
    return [later(first, at) for at in range(count)]


def beginning(day: date) -> datetime:
    """The first moment of the day in China."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
