"""What the living design page says of itself: the tokens as they stand in the style sheet, and each component's attributes
as its tag declares them. Read from the source, so that the page cannot fall behind it."""

import inspect
import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from certify.templatetags.ui.library import TONE_ICONS, TONES, register
from workflow import tokens

COLOUR_GROUPS = (
    (_("Grounds, lines and ink"), ("page", "surface", "sunken", "hover", "line", "ink", "selection")),
    (_("Brand, links, focus, seal and bar"), ("brand", "on-", "link", "focus", "seal", "bar")),
    (_("Tones: what something means"), TONES),
    (_("Levels and stars"), ("star", "level")),
    (_("Plates: the answer of a check"), ("plate",)),
)
TONE_WORDS = {
    "neutral": _("nothing has to happen"),
    "active": _("somebody of the body is at work"),
    "waiting": _("the other side has the move"),
    "good": _("done and in order"),
    "warning": _("soon, or needs attention"),
    "danger": _("overdue, refused, ended"),
}
# What an icon always stands for; others are decoration beside words.
ICONS = {
    "award": _("certificate"),
    "file-text": _("application or paper"),
    "clipboard-check": _("audit"),
    "scale": _("decision"),
    "building-2": _("organisation"),
    "inbox": _("my work"),
    "calendar-clock": _("surveillance"),
    "history": _("timeline"),
    "search": _("search or check"),
    "download": _("download"),
    "pencil": _("change"),
    "mail": _("letter"),
}
# The deed or fact, an English and a Chinese sentence in the tone of the house.
SAMPLES_OF_WORDS = (
    (_("A button"), "Submit the application", "提交申请"),
    (_("A state"), "Returned: please correct what is listed", "已退回：请按所列内容补正"),
    (_("An error"), "The code has 18 characters; you typed 17.", "代码应为 18 位，当前为 17 位。"),
    (_("A refusal"), "The quorum is not reached: one more vote is needed.", "未达到法定人数：还需一票。"),
    (_("Nothing there"), "No application yet. Begin one at any time.", "尚无申请，可随时开始填写。"),
    (_("An aim"), "We aim to answer by 3 May 2026.", "我们力争于2026年5月3日前答复。"),
)


@dataclass(frozen=True)
class Component:
    """A tag and its attributes: (name, default as it is written, or "" where it must be given)."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    has_content: bool


def colours() -> list[tuple[str, list[str]]]:
    """The colour tokens by what they are for."""
    names = [name for name in tokens.values("light") if name.startswith("--c-")]
    return [(title, [name for name in names if name[4:].startswith(starts)]) for title, starts in COLOUR_GROUPS]


def components() -> list[Component]:
    """Every component, by name."""
    found = []
    for name, tag in sorted(register.tags.items()):
        parameters = inspect.signature(inspect.unwrap(tag)).parameters.values()
        named = tuple(
            (each.name, "" if each.default is each.empty else repr(each.default))
            for each in parameters
            if each.kind is each.KEYWORD_ONLY
        )
        found.append(Component(name, named, any(each.name == "content" for each in parameters)))
    return found


def foundations() -> dict:
    return {
        "colours": colours(),
        "tones": [(tone, TONE_ICONS[tone], TONE_WORDS[tone]) for tone in TONES],
        "sizes": [name for name in tokens.values("light") if name.startswith("--text-")],
        "steps_of_space": [name for name in tokens.values("light") if re.fullmatch(r"--s-\d+", name)],
        "icons": ICONS.items(),
        "words": SAMPLES_OF_WORDS,
        "components": components(),
    }
