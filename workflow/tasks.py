"""Sending letters, and sweeping up what a lost message left behind. Both may run any number of times."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from workflow.letters import compose
from workflow.models import Notice
from workflow.notices import hand_over

MOST_ATTEMPTS = 20


def claim(queryset, now=None) -> bool:
    """Claim a row by a conditional update; of several workers one is told True. A claim goes stale after a while."""
    now = now or timezone.now()
    stale = now - timedelta(seconds=settings.CLAIM_STALE_SECONDS)
    free = queryset.filter(Q(claimed_at=None) | Q(claimed_at__lt=stale))
    return free.update(claimed_at=now, attempts=F("attempts") + 1) == 1


@shared_task(name="workflow.deliver_notice")
def deliver_notice(pk):
    """Send one letter, once. A failure is written down and tried again by the sweep."""
    waiting = Notice.objects.filter(pk=pk, channel=Notice.Channel.EMAIL, sent_at=None)
    if not claim(waiting):
        return
    notice = Notice.objects.select_related("event", "recipient").get(pk=pk)
    try:
        compose(notice).send()
    except Exception as error:
        Notice.objects.filter(pk=pk).update(last_error=f"{type(error).__name__}: {error}"[:2000])
        raise
    Notice.objects.filter(pk=pk).update(sent_at=timezone.now(), last_error="")


@shared_task(name="workflow.sweep_notices")
def sweep_notices():
    """Queue again every letter that nobody has sent or is sending."""
    stale = timezone.now() - timedelta(seconds=settings.CLAIM_STALE_SECONDS)
    left = Notice.objects.filter(channel=Notice.Channel.EMAIL, sent_at=None, attempts__lt=MOST_ATTEMPTS)
    for pk in left.filter(Q(claimed_at=None) | Q(claimed_at__lt=stale)).values_list("pk", flat=True)[:500]:
        hand_over("workflow.deliver_notice", pk)
