"""Composing an e-mail in the reader's language: one source of words, as text and as HTML.

A letter is one template (`emails/<machine>/<step>.txt`) that fills named parts; two frames show the parts. No sentence is
written twice, and none is taken apart.
"""

import functools
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from workflow import clock, tokens
from workflow.models import Notice

NEEDED = ("subject", "happened", "todo", "button", "address")
WHEN_DARK = "@media (prefers-color-scheme: dark)"
STYLE = Path(__file__).resolve().parent.parent / "templates/emails/letter.css"


class IncompleteLetter(Exception):
    """A template that lacks a part every letter has, or says something outside the parts."""


class ForeignAddress(ValueError):
    """A button that would lead away from our own site."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """The parts of one letter, as plain text."""

    subject: str
    happened: str
    todo: str
    due: str = ""
    quote: str = ""
    quote_label: str = ""
    details: str = ""
    button: str
    address: str


@dataclass(frozen=True)
class Composed:
    """A letter in both forms."""

    subject: str
    text: str
    html: str

    def message(self, *, to, number) -> EmailMultiAlternatives:
        """The e-mail. `number` makes its Message-ID, so that a letter sent twice after a crash can be recognised as one."""
        host = settings.SITE_URL.split("//")[-1].split(":")[0].split("/")[0]
        headers = {"Message-ID": f"<{number}@{host}>"}
        message = EmailMultiAlternatives(self.subject, self.text, to=[to], headers=headers)
        if self.html:
            message.attach_alternative(self.html, "text/html")
        return message


def compose(notice: Notice) -> EmailMultiAlternatives:
    """The letter of a notice."""
    reader = notice.recipient
    letter = composed(notice.template, notice_facts(notice.event, reader), language=reader.language)
    return letter.message(to=reader.email, number=f"notice-{notice.pk}")


def notice_facts(event, reader) -> dict:
    """What the template of a notice can speak of.

    `aim` is the day by which the case should leave the state that the event brought, by our own aims; `own_move` says
    whether the reader's side has the move in it.
    """
    state = event.case.machine.state(event.state_after) if event.state_before != event.state_after else None
    waits_for_client = bool(state) and state.tone in ("waiting", "warning")
    return {
        "case": event.case,
        "event": event,
        "reader": reader,
        "name": reader.name,
        "aim": clock.day_of(event.at) + timedelta(days=state.days) if state and state.days else None,
        "own_move": waits_for_client != bool(reader.roles),
    }


def composed(template: str, facts: dict, *, language: str) -> Composed:
    """Fill the parts of `template` and set them in both frames. Raises IncompleteLetter and ForeignAddress."""
    with translation.override(language):
        known = standing_words(language) | facts
        words = words_of(template, known)
        shown = known | {each.name: getattr(words, each.name) for each in fields(words)}
        shown["name"] = " ".join(str(known.get("name") or "").split())
        text = render_to_string("emails/frame.txt", shown | {"quote_lines": words.quote.splitlines()})
        html = render_to_string("emails/frame.html", shown | style())
    return Composed(words.subject, text.strip() + "\n", inliner().inline(html))


def words_of(template, facts: dict) -> Words:
    """The parts that `template` fills."""
    parts: dict[str, str] = {}
    outside = render_to_string(template, facts | {"parts": parts}).strip()
    missing = [name for name in NEEDED if not parts.get(name)]
    if missing or outside:
        raise IncompleteLetter(f"{template} lacks {missing} and says outside its parts: {outside[:80]!r}")
    parts["subject"] = " ".join(parts["subject"].split())
    parts["address"] = own_address(parts["address"])
    return Words(**parts)


def own_address(address: str) -> str:
    """`address` with the name of our site before it. Raises ForeignAddress for one that leads elsewhere."""
    whole = settings.SITE_URL + address if address.startswith("/") else address
    if not whole.startswith(settings.SITE_URL + "/") or len(whole.split()) != 1:
        raise ForeignAddress(whole)
    return whole


def standing_words(language: str) -> dict:
    """What every letter names: the body, the address of the site, and the mode."""
    return {
        "language": language,
        "body_name": settings.BODY_NAME_EN if language == "en" else settings.BODY_NAME,
        "site_url": settings.SITE_URL,
        "demonstration": settings.DEMONSTRATION,
    }


@functools.cache
def style() -> dict[str, str]:
    """The style sheet of letters with the values of the tokens: in light, to be written into the elements, and its colours once
    more in dark, for programs that ask."""
    sheet = STYLE.read_text("utf-8")
    dark = (
        f"{selector}{{{';'.join(f'{each} !important' for each in colours)}}}"
        for selector, declarations in tokens.rules(sheet)
        if (colours := [each for each in declarations if "var(--c-" in each])
    )
    return {
        "light": tokens.resolved(sheet).replace('"', "'"),
        "dark": f"{WHEN_DARK}{{{tokens.resolved(''.join(dark), 'dark')}}}",
    }


@functools.cache
def inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
