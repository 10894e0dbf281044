"""The journal as people read it: the same deed done many times running by one person is one entry."""

from itertools import groupby

MOST_DETAILS = 8


def in_runs(events, words=lambda event: event.detail):
    """The last event of each run, with `times`, `begun_at` and the `details` of all of it, each said once.

    `unsaid` counts the details beyond the first few. `words(event)` says what an event is about.
    """
    return [_run(list(run), words) for _key, run in groupby(events, _sort)]


def _sort(event):
    """Alike for deeds that may stand together: no step, no note, one case, one person."""
    alone = event.changed_state or event.note
    return (event.pk if alone else None, event.case_type_id, event.case_id, event.name, event.actor_id)


def _run(events, words):
    last = events[-1]
    last.times, last.begun_at = len(events), events[0].at
    details = list(dict.fromkeys(said for event in events if (said := words(event))))
    last.details, last.unsaid = details[:MOST_DETAILS], len(details[MOST_DETAILS:])
    return last
