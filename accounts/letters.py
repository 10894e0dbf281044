"""Letters to an address: composed now, in the reader's language; sent by the worker after commit."""

from accounts.models import Letter
from workflow.letters import Composed, composed
from workflow.notices import hand_over_on_commit


def write_letter(template, *, to, language, context, invitation=None) -> Letter:
    """Fill `template` (docs/design.md, "Letters") and put it into the outbox. `context` may hold the reader's `name`."""
    return post(composed(template, context, language=language), to=to, invitation=invitation)


def post(letter: Composed, *, to, invitation=None) -> Letter:
    """Put a composed letter into the outbox and tell the queue after commit."""
    kept = Letter.objects.create(
        to=to, subject=letter.subject[:200], body=letter.text, html=letter.html, invitation=invitation
    )
    hand_over_on_commit("accounts.send_letter", kept.pk)
    return kept
