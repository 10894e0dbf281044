"""The pictures of a result with their words in the reader's language: the same on the page and in the report."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from audits.queries.scoring import Board
from scoring import pictures
from scoring.rules import Level, Result, Rules
from scoring.words import LEVELS


def result_pictures(
    board: Board, result: Result | None, rules: Rules, *, ink: str = "", font: str = ""
) -> dict[str, SafeString]:
    """`radar` of the second-level indicators and `band` of the levels as SVG text; empty while nothing is scored.

    `ink` and `font` are for paper, where no style sheet reaches into a picture.
    """
    if result is None:
        return {}
    axes = [pictures.Axis(each.node.title, each.total.percent) for each in board.indicators]
    labels = {level: str(LEVELS[level]) for level in Level}
    paper = {"ink": ink, "font": font}
    radar = pictures.radar(axes, title=_("Score by indicator, in per cent"), absent=_("not scored"), **paper)
    band = pictures.score_band(result.score, result.level, rules, title=_("Score and level"), labels=labels, **paper)
    # scoring.pictures escapes every word it is given.
    return {"radar": SafeString(radar), "band": SafeString(band)}
