"""Small marks: an icon, a badge, a state, the stars of a level. Colour never stands alone: words and a shape go with it."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from lucide.templatetags.lucide import lucide

from certify.templatetags.ui.library import TONE_ICONS, TONES, one_of, register
from scoring.rules import Level
from scoring.words import level_label


@lru_cache(maxsize=512)
def drawn(name, size=18, label="", css=""):
    """The SVG of a lucide icon. Without a label it is decoration and hidden from screen readers."""
    names = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true", "focusable": "false"}
    return mark_safe(str(lucide(name, size=size, **{"class": f"icon {css}".strip()}, stroke_width=1.75, **names)))  # noqa: S308 (attributes are escaped there)


@register.simple_tag
def icon(*, name, size=18, label=""):
    """An icon of the lucide set. Raises IconDoesNotExist for a name the set lacks."""
    return drawn(str(name), size, str(label))


@register.inclusion_tag("ui/badge.html")
def badge(*, text, tone="neutral", icon=""):
    """Words in a tone, with the tone's own shape unless another icon (or "none") is asked for."""
    one_of(tone, TONES, "badge tone")
    return {"text": text, "tone": tone, "icon": "" if icon == "none" else icon or TONE_ICONS[tone]}


@register.inclusion_tag("ui/badge.html", takes_context=True)
def state_badge(context, *, case):
    """The state of anything with a lifecycle, in its tone and in the words meant for the reader: a client reads others."""
    tone = one_of(case.state_tone, TONES, "state tone")
    reader = context.get("user")
    text = case.state_label_for(reader) if reader and reader.is_authenticated else case.state_label
    return {"text": text, "tone": tone, "icon": TONE_ICONS[tone]}


@register.inclusion_tag("ui/level_stars.html")
def level_stars(*, level, size=""):
    """A certification level as words and stars; an empty level shows a dash."""
    one_of(size, ("", "large"), "size of level_stars")
    if not level:
        return {"level": ""}
    stars = Level(level).stars
    pixels = 26 if size == "large" else 17
    return {
        "level": Level(level).value,
        "words": level_label(level),
        "large": size == "large",
        "stars": [star(filled=number < stars, size=pixels) for number in range(5)] if stars else [],
        "mark": drawn("octagon-x" if Level(level) is Level.NOT_PASSED else "circle-check", pixels),
    }


@lru_cache(maxsize=8)
def star(*, filled, size):
    """One star: filled, or an outline, so that the count can be read without colour."""
    return format_html(
        '<svg class="{}" width="{}" height="{}" viewBox="0 0 24 24" fill="{}" stroke="currentColor" stroke-width="1.5"'
        ' stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="m12 2.6 2.9 5.9 6.5.95-4.7 4.58 1.1 6.47'
        'L12 17.45 6.2 20.5l1.1-6.47L2.6 9.45l6.5-.95z"/></svg>',
        "star-filled" if filled else "star-empty",
        size,
        size,
        "currentColor" if filled else "none",
    )
