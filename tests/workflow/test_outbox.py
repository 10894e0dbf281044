"""Letters: nothing is lost, nothing is sent twice, nothing is sent for what did not happen."""

import datetime
import os
import signal

import pytest
from celery import current_app
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from tests.processes import DEAD_BROKER, in_processes, use_broker
from workflow.engine import perform
from workflow.models import Notice
from workflow.notices import announce, hand_over
from workflow.tasks import MOST_ATTEMPTS, claim, deliver_notice, sweep_notices

pytestmark = pytest.mark.django_db


class Unreachable(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server")


class Deadly(EmailBackend):
    """A mail server during whose answer the worker is killed."""

    def send_messages(self, messages):
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def notice(draft, applicant, officer):
    """One letter that waits."""
    perform(draft, "withdraw", by=applicant, note="reason")
    return Notice.objects.get(channel="email")


@pytest.fixture
def queued():
    """The messages the broker holds for the worker, taken off as (task, arguments)."""

    def take():
        with current_app.connection_for_read() as connection:
            queue = connection.SimpleQueue("celery")
            found = []
            while True:
                try:
                    message = queue.get_nowait()
                except queue.Empty:
                    return found
                message.ack()
                found.append((message.headers["task"], *message.payload[0]))

    take()
    return take


@pytest.fixture
def dead_broker():
    """A broker that does not answer."""
    living = current_app.conf.broker_url
    use_broker(DEAD_BROKER)
    yield
    use_broker(living)


def grow_stale(notice, settings):
    long_ago = timezone.now() - datetime.timedelta(seconds=settings.CLAIM_STALE_SECONDS + 1)
    Notice.objects.filter(pk=notice.pk).update(claimed_at=long_ago)


def test_the_queue_hears_of_a_letter_after_commit_and_not_before(
    draft, applicant, officer, django_capture_on_commit_callbacks, queued
):
    with django_capture_on_commit_callbacks(execute=True):
        perform(draft, "withdraw", by=applicant, note="reason")
        assert queued() == []
    assert queued() == [("workflow.deliver_notice", Notice.objects.get(channel="email").pk)]


def test_what_is_taken_back_is_never_announced(draft, applicant, officer, django_capture_on_commit_callbacks, queued):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        perform(draft, "withdraw", by=applicant, note="reason")
        transaction.set_rollback(True)
    assert queued() == []
    assert not Notice.objects.exists()
    sweep_notices()
    assert queued() == []


def test_a_letter_is_sent_once_however_often_the_task_runs(notice):
    for _each in range(3):
        deliver_notice(notice.pk)
    assert [letter.to for letter in mail.outbox] == [["officer@example.org"]]
    notice.refresh_from_db()
    assert notice.sent_at
    assert (notice.attempts, notice.last_error) == (1, "")


def test_of_two_workers_one_claims_it(notice):
    waiting = Notice.objects.filter(pk=notice.pk, sent_at=None)
    assert [claim(waiting), claim(waiting)] == [True, False]
    deliver_notice(notice.pk)
    assert mail.outbox == []


def test_a_claim_grows_stale(notice, settings):
    waiting = Notice.objects.filter(pk=notice.pk)
    assert claim(waiting)
    grow_stale(notice, settings)
    assert claim(waiting)
    assert Notice.objects.get(pk=notice.pk).attempts == 2


def test_nobody_waits_for_a_broker_that_is_away(dead_broker, monkeypatch):
    """Six seconds a letter, as kombu would have it, are half a minute for whoever presses a button that writes five."""
    waits = []
    monkeypatch.setattr("kombu.utils.functional.sleep", waits.append)
    assert hand_over("workflow.deliver_notice", 1) is False
    assert waits == []


def test_with_the_broker_away_the_letter_waits_and_the_sweep_finds_it(
    draft, applicant, officer, django_capture_on_commit_callbacks, queued, dead_broker
):
    with django_capture_on_commit_callbacks(execute=True):
        perform(draft, "withdraw", by=applicant, note="reason")
    notice = Notice.objects.get(channel="email")
    assert (draft.state, notice.sent_at) == ("withdrawn", None)
    assert hand_over("workflow.deliver_notice", notice.pk) is False


def test_the_sweep_queues_what_nobody_sends(notice, queued, settings):
    sweep_notices()
    assert queued() == [("workflow.deliver_notice", notice.pk)]

    claim(Notice.objects.filter(pk=notice.pk))
    sweep_notices()
    assert queued() == []

    grow_stale(notice, settings)
    sweep_notices()
    assert queued() == [("workflow.deliver_notice", notice.pk)]

    grow_stale(notice, settings)
    deliver_notice(notice.pk)
    sweep_notices()
    assert queued() == []
    assert len(mail.outbox) == 1


def test_a_failure_is_written_down_and_tried_again_later(notice, settings, queued):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    with pytest.raises(ConnectionRefusedError):
        deliver_notice(notice.pk)
    notice.refresh_from_db()
    assert (notice.sent_at, notice.attempts) == (None, 1)
    assert notice.last_error == "ConnectionRefusedError: no mail server"

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver_notice(notice.pk)
    assert mail.outbox == []  # not at once: the claim still holds
    grow_stale(notice, settings)
    deliver_notice(notice.pk)
    notice.refresh_from_db()
    assert (len(mail.outbox), notice.last_error, notice.attempts) == (1, "", 2)


def test_after_many_failures_the_sweep_leaves_it_to_people(notice, queued):
    Notice.objects.filter(pk=notice.pk).update(attempts=MOST_ATTEMPTS)
    sweep_notices()
    assert queued() == []


def test_messages_on_the_page_are_not_letters(notice, queued):
    page = Notice.objects.get(channel="page")
    deliver_notice(page.pk)
    assert mail.outbox == []
    assert Notice.objects.get(pk=page.pk).claimed_at is None


def test_a_closed_account_gets_no_letter(notice, officer):
    other = Notice.objects.get(pk=notice.pk).event
    officer.is_active = False
    assert announce(other, other.case, [officer, None]) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_four_workers_that_get_the_message_one_sends(notice):
    def work(number):
        deliver_notice(notice.pk)
        return len(mail.outbox)

    assert sorted(in_processes(4, work)) == [0, 0, 0, 1]
    assert Notice.objects.get(pk=notice.pk).attempts == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_sending_loses_nothing(notice, settings):
    import multiprocessing

    from django.db import connections

    settings.EMAIL_BACKEND = f"{__name__}.Deadly"
    connections.close_all()
    worker = multiprocessing.get_context("fork").Process(target=deliver_notice, args=(notice.pk,))
    worker.start()
    worker.join(timeout=60)
    assert worker.exitcode == -signal.SIGKILL
    notice.refresh_from_db()
    assert (notice.sent_at, notice.attempts) == (None, 1)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CLAIM_STALE_SECONDS = 0
    deliver_notice(notice.pk)
    deliver_notice(notice.pk)
    assert len(mail.outbox) == 1
