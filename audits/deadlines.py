"""Until when a nonconformity is rectified. Our reading (domain, section 3); the body changes the figures here."""

from calendar import monthrange
from datetime import date, timedelta

DAYS = {"minor": 30, "major": 60, "special": 30}
MONTHS_AT_MOST = 3


def deadline(kind: str, *, raised_on: date, closing_meeting_on: date) -> date:
    """DAYS after the closing meeting, or after the day it was raised where that is later, and never later than
    MONTHS_AT_MOST after the closing meeting (but not before the day it was raised)."""
    begun = max(raised_on, closing_meeting_on)
    latest = months_after(closing_meeting_on, MONTHS_AT_MOST)
    return max(min(begun + timedelta(days=DAYS[kind]), latest), begun)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
