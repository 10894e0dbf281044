"""The overview in words, which the page says first."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.models.certificate import SOON_DAYS
from certify.overview.lateness import Measure


@dataclass(frozen=True)
class Answer:
    """One sentence, its tone, and the part of the page that says more."""

    words: str
    tone: str
    icon: str
    url: str


def answers(overview) -> list[Answer]:
    hard = overview.late_by(Measure.DEADLINE, Measure.VISIT)
    soft = overview.late_by(Measure.AIM)
    return [
        *_late(hard, soft),
        Answer(_due(overview.due_soon), "active" if overview.due_soon else "neutral", "calendar", "#surveillance"),
        Answer(
            _granted(overview.granted[-1].total),
            "good" if overview.granted[-1].total else "neutral",
            "award",
            "#granted",
        ),
    ]


def _late(hard, soft):
    if not hard and not soft:
        return [Answer(_("Nothing is late"), "good", "circle-check", "#late")]
    found = []
    if hard:
        words = ngettext("%(n)d case is past its deadline", "%(n)d cases are past their deadline", hard) % {"n": hard}
        found.append(Answer(words, "danger", "clock-alert", "#late"))
    if soft:
        words = ngettext("%(n)d case is beyond our own aim", "%(n)d cases are beyond our own aims", soft) % {"n": soft}
        found.append(Answer(words, "warning", "clock", "#late"))
    return found


def _due(count):
    if not count:
        return _("No surveillance is due within %(days)d days") % {"days": SOON_DAYS}
    return ngettext(
        "%(n)d surveillance is due within %(days)d days", "%(n)d surveillances are due within %(days)d days", count
    ) % {"n": count, "days": SOON_DAYS}


def _granted(count):
    if not count:
        return _("No certificate granted this month yet")
    return ngettext("%(n)d certificate granted this month", "%(n)d certificates granted this month", count) % {
        "n": count
    }
