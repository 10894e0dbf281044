"""Values as people of each language read them: moments, deadlines, money, sizes of files."""

from datetime import datetime
from decimal import Decimal

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from certify.templatetags.ui.library import one_of, register
from workflow import clock

NOTHING = "–"
DISTANT = 366  # days; farther away than a year only the date says something


@register.simple_tag
def local_time(*, value, style="datetime"):
    """A date or a moment as `<time>`; moments in the reader's time zone. None shows a dash.

    style: datetime (3 May 2026, 14:03), date (3 May 2026), time (14:03), short (2026-05-03, for dense tables).
    """
    one_of(style, ("datetime", "date", "time", "short"), "style of local_time")
    if not value:
        return NOTHING
    moment = isinstance(value, datetime)
    if moment and timezone.is_aware(value):
        value = timezone.localtime(value)
    words = written(value, _pattern(style if moment or style == "short" else "date"))
    machine = value.isoformat(timespec="seconds") if moment else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, words)


def _pattern(style):
    return {
        # Translators: Django date format, e.g. "3 May 2026, 14:03"; Chinese "2026年5月3日 14:03"
        "datetime": pgettext("date format", "j F Y, H:i"),
        # Translators: Django date format, e.g. "3 May 2026"; Chinese "2026年5月3日"
        "date": pgettext("date format", "j F Y"),
        "time": "H:i",
        "short": "Y-m-d",
    }[style]


@register.inclusion_tag("ui/due.html")
def due(*, date, soon=7, done=False, show_date=True, aim=False):
    """A deadline with its urgency in words: days overdue, today, days left within a year; `soon` days before it warns.

    `done` says that the deadline is met and no longer urgent; `aim` that the day is only our own aim, which the words then
    say. None shows a dash.
    """
    day = timezone.localtime(date).date() if isinstance(date, datetime) and timezone.is_aware(date) else date
    day = day.date() if isinstance(day, datetime) else day
    if not day:
        return {"day": None}
    left = (day - clock.today()).days
    tone = "neutral" if done or left > soon else "warning" if left >= 0 else "danger"
    words = "" if done or left > DISTANT else days_to_aim(left) if aim else days_left(left)
    icons = {"neutral": "calendar", "warning": "clock", "danger": "clock-alert"}
    return {
        "day": day,
        "tone": tone,
        "icon": icons[tone],
        "words": words,
        "show_date": show_date or not words,
    }


def days_left(left):
    """How far away a day is: "2 days overdue", "due today", "3 days left"."""
    if left < 0:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -left) % {"days": -left}
    if left == 0:
        return _("due today")
    return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}


def days_to_aim(left):
    """The same of a day that is our own aim: "2 days past the aim", "aim: today", "aim: 3 days left"."""
    if left < 0:
        return ngettext("%(days)s day past the aim", "%(days)s days past the aim", -left) % {"days": -left}
    if left == 0:
        return _("aim: today")
    return ngettext("aim: %(days)s day left", "aim: %(days)s days left", left) % {"days": left}


@register.simple_tag
def days_ago(*, value):
    """How long ago a moment was, in whole days: "today", "34 days"."""
    if not value:
        return ""
    days = (clock.today() - clock.day_of(value)).days
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days else _("today")


@register.simple_tag
def money(*, amount):
    """An amount in yuan: ¥5,000, or ¥5,000.50 where there are fen. None shows a dash."""
    if amount is None:
        return NOTHING
    amount = Decimal(amount)
    digits = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    sign, digits = ("−", digits[1:]) if digits.startswith("-") else ("", digits)
    return format_html('<span class="figure">{}¥{}</span>', sign, digits)


@register.simple_tag
def file_size(*, bytes):
    """The size of a file in the unit people use."""
    return format_html('<span class="figure">{}</span>', filesizeformat(bytes))
