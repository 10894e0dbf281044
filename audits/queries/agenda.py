"""A first agenda to work from: the days of the visit with both meetings, the sections of the standard and the sampled sites."""

from datetime import time, timedelta

from audits.models import AgendaItem
from audits.queries.plan import SATURDAY
from scoring.queries import tree

Kind = AgendaItem.Kind
MORNING = (time(9), time(12))
AFTERNOON = (time(13, 30), time(17))
OPENING = (time(9), time(9, 30))
CLOSING = (time(16), time(17))
LONGEST = 200


def suggested_agenda(audit):
    """Lines for `save_plan`, in Chinese like all records; nothing while the visit has no dates."""
    halves = _half_days(_days(audit))
    if not halves:
        return []
    subjects = [(section.title_zh, "") for section in tree(audit.edition)]
    subjects += [(f"现场查看：{each.site.name}", each.site.name) for each in audit.sites.select_related("site")]
    lines = [
        _work(day, begin, end, part)
        for (day, begin, end), part in zip(halves, _spread(subjects, len(halves)), strict=True)
    ]
    first, last = halves[0][0], halves[-1][0]
    return [_meeting(first, OPENING, Kind.OPENING), *lines, _meeting(last, CLOSING, Kind.CLOSING)]


def _days(audit):
    """Working days of the visit, or all where it lies on a weekend."""
    if not audit.starts_on or not audit.ends_on:
        return []
    days = [audit.starts_on + timedelta(days=n) for n in range((audit.ends_on - audit.starts_on).days + 1)]
    return [day for day in days if day.weekday() < SATURDAY] or days


def _half_days(days):
    """(day, from, to) of every half day, room left for the meetings."""
    halves = [(day, begin, end) for day in days for begin, end in (MORNING, AFTERNOON)]
    if halves:
        day, _begin, end = halves[0]
        halves[0] = (day, OPENING[1], end)
        day, begin, _end = halves[-1]
        halves[-1] = (day, begin, CLOSING[0])
    return halves


def _spread(subjects, parts):
    """The subjects in order over so many parts, as evenly as they go; where there are fewer, one goes on over several."""
    count = len(subjects)
    chunks = [subjects[i * count // parts : (i + 1) * count // parts] for i in range(parts)]
    return [chunk or [subjects[min(i * count // parts, count - 1)]] for i, chunk in enumerate(chunks)]


def _work(day, begin, end, subjects):
    topic = "；".join(topic for topic, _place in subjects)[:LONGEST]
    place = "、".join(place for _topic, place in subjects if place)[:LONGEST]
    return _line(day, begin, end, Kind.WORK, topic, place)


def _meeting(day, hours, kind):
    return _line(day, *hours, kind)


def _line(day, begin, end, kind, topic="", place=""):
    return {
        "day": day,
        "starts_at": begin,
        "ends_at": end,
        "kind": str(kind),
        "topic": topic,
        "place": place,
        "who": "",
    }
