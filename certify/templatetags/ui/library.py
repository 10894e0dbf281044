"""The one tag library that the modules of this package fill."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

TONES = ("neutral", "active", "waiting", "good", "warning", "danger")
TONE_ICONS = {
    "neutral": "circle",
    "active": "circle-dot",
    "waiting": "hourglass",
    "good": "circle-check",
    "warning": "triangle-alert",
    "danger": "octagon-x",
    "info": "info",
    "accent": "star",
}


def one_of(value, allowed, what):
    """`value` where it is allowed; ValueError with the choices where it is not, so that a wrong word shows in the tests."""
    if value not in allowed:
        raise ValueError(f"{what} is {value!r}; it can be: {', '.join(str(word) or '(empty)' for word in allowed)}")
    return value


def stripped(content) -> SafeString:
    """The rendered (and so already escaped) content of a block tag, without the blanks around it."""
    return mark_safe(content.strip())  # noqa: S308
