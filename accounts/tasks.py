"""Sending letters, and sweeping up what a lost message left behind. Both may run any number of times."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from accounts.models import Letter
from workflow.letters import Composed
from workflow.notices import hand_over
from workflow.tasks import MOST_ATTEMPTS, claim


@shared_task(name="accounts.send_letter")
def send_letter(pk):
    """Send one letter, once, and blank its words. A failure is written down and tried again by the sweep."""
    if not claim(Letter.objects.filter(pk=pk, sent_at=None)):
        return
    letter = Letter.objects.get(pk=pk)
    composed = Composed(letter.subject, letter.body, letter.html)
    try:
        composed.message(to=letter.to, number=f"letter-{letter.pk}").send()
    except Exception as error:
        Letter.objects.filter(pk=pk).update(last_error=f"{type(error).__name__}: {error}"[:2000])
        raise
    Letter.objects.filter(pk=pk).update(sent_at=timezone.now(), last_error="", body="", html="")


@shared_task(name="accounts.sweep_letters")
def sweep_letters():
    """Queue again every letter that nobody has sent or is sending."""
    stale = timezone.now() - timedelta(seconds=settings.CLAIM_STALE_SECONDS)
    left = Letter.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS)
    for pk in left.filter(Q(claimed_at=None) | Q(claimed_at__lt=stale)).values_list("pk", flat=True)[:500]:
        hand_over("accounts.send_letter", pk)
