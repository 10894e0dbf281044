"""The outbox: who is told of an event, and handing the letters to the queue after commit."""

import logging

from django.conf import settings
from django.db import transaction

from workflow.models import Event, Notice

log = logging.getLogger(__name__)


def announce(event: Event, case, people, template="") -> list[Notice]:
    """Create the notices of an event, each person once, the actor left out, and queue the e-mails after commit."""
    template = template or f"emails/{case.machine.name}/{event.name}.txt"
    notices = []
    for person in {p.pk: p for p in people if p and p.is_active and p.pk != event.actor_id}.values():
        for channel in Notice.Channel:
            notices.append(Notice.objects.create(event=event, recipient=person, channel=channel, template=template))
    letters = [notice.pk for notice in notices if notice.channel == Notice.Channel.EMAIL]
    for pk in letters:
        hand_over_on_commit("workflow.deliver_notice", pk)
    return notices


def hand_over_on_commit(task_name: str, *args) -> None:
    """Tell the queue once the surrounding transaction has committed; never of something rolled back."""
    transaction.on_commit(lambda: hand_over(task_name, *args))


def hand_over(task_name: str, *args) -> bool:
    """Tell the queue of a row that waits. A lost message costs time, not work: the sweep finds the row again."""
    from celery import current_app

    try:
        current_app.send_task(task_name, args=args, retry=False, ignore_result=True)
    except Exception:
        log.warning("The broker did not take %s%s; the sweep will.", task_name, args, exc_info=settings.DEBUG)
        return False
    return True
