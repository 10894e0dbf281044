"""What the template of a letter is written with (docs/design.md, "Letters")."""

from datetime import date

from django import template

from workflow import wording

register = template.Library()


@register.simple_block_tag(takes_context=True)
def part(context, content, name):
    """Keeps what stands between the tags as the letter's part of that name, and prints nothing."""
    context["parts"][name] = content.strip()
    return ""


@register.filter
def in_words(day):
    """A day as text has it (3 May 2026, 2026年5月3日); also one that the journal keeps as 2026-05-03. None stays empty."""
    if not day:
        return ""
    if isinstance(day, str):
        day = date.fromisoformat(day[:10])
    return wording.in_words(day)
