"""Letters to an address: composed now, in the reader's language; sent by the worker after commit."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import Letter
from workflow.notices import hand_over


def write_letter(template, *, to, language, context, invitation=None) -> Letter:
    """Render `template` (its first line is the subject) and put it into the outbox."""
    with translation.override(language):
        text = render_to_string(template, {**standing_words(), **context}).strip()
    subject, _line, body = text.partition("\n")
    return post(to=to, subject=subject, body=body.strip() + "\n", invitation=invitation)


def post(*, to, subject, body, invitation=None) -> Letter:
    """Put a composed letter into the outbox and tell the queue after commit."""
    letter = Letter.objects.create(to=to, subject=" ".join(subject.split())[:200], body=body, invitation=invitation)
    transaction.on_commit(lambda: hand_over("accounts.send_letter", letter.pk))
    return letter


def standing_words() -> dict:
    """What every letter names: the body, the address of the site, and the mode. Asked in the reader's language."""
    english = translation.get_language() == "en"
    return {
        "body_name": settings.BODY_NAME_EN if english else settings.BODY_NAME,
        "site_url": settings.SITE_URL,
        "demonstration": settings.DEMONSTRATION,
    }
