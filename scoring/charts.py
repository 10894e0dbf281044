"""The pictures of a result in the reader's language, ready for a template.

`ink` and `font` are for a PDF, where the page's style sheet does not reach into a picture; a page leaves them out.
"""

from collections.abc import Iterable, Mapping

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from scoring.pictures import Axis, radar, score_band
from scoring.queries import Node
from scoring.rules import Result, Rules, Total
from scoring.words import LEVELS


def section_radar(result: Result, tree: Iterable[Node], *, ink: str = "", font: str = "") -> SafeString:
    """The three sections of the standard; `tree` is `queries.tree` of the result's edition."""
    return _radar(tree, result.sections, _("Share of points earned in each section"), ink, font)


def indicator_radar(result: Result, tree: Iterable[Node], *, ink: str = "", font: str = "") -> SafeString:
    """The second-level indicators of the standard, fifteen in the 2011 edition."""
    nodes = [indicator for section in tree for indicator in section.children]
    return _radar(nodes, result.indicators, _("Share of points earned in each indicator"), ink, font)


def level_band(result: Result, rules: Rules, *, ink: str = "", font: str = "") -> SafeString:
    """The five levels with a marker at the score and the reached one filled."""
    labels = {level: str(label) for level, label in LEVELS.items()}
    title = _("Score and level")
    return mark_safe(score_band(result.score, result.level, rules, title=title, labels=labels, ink=ink, font=font))  # noqa: S308


def _radar(nodes: Iterable[Node], totals: Mapping[str, Total], title: str, ink: str, font: str) -> SafeString:
    axes = [Axis(node.title, totals.get(node.code, Total()).percent) for node in nodes]
    # Every word from outside is escaped where the picture is drawn.
    return mark_safe(radar(axes, title=title, absent=_("not applicable"), ink=ink, font=font))  # noqa: S308
