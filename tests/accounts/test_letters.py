"""Letters to addresses: the outbox of people whom the journal does not know yet."""

import datetime

import pytest
from celery import current_app
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from accounts.actions import invite
from accounts.letters import post
from accounts.models import Letter
from accounts.tasks import send_letter, sweep_letters
from workflow.letters import Composed
from workflow.tasks import MOST_ATTEMPTS

pytestmark = pytest.mark.django_db


class Unreachable(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server")


@pytest.fixture
def letter():
    return post(Composed("Two lines", "http://127.0.0.1:8000/secret/\n", "<p>secret</p>"), to="reader@example.org")


def waiting_messages():
    """What the broker holds for the worker."""
    with current_app.connection_for_read() as connection:
        queue, found = connection.SimpleQueue("celery"), []
        while True:
            try:
                message = queue.get_nowait()
            except queue.Empty:
                return found
            message.ack()
            found.append((message.headers["task"], *message.payload[0]))


def test_it_is_sent_once_and_its_key_is_forgotten(letter):
    for _each in range(3):
        send_letter(letter.pk)
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (
        ["reader@example.org"],
        "Two lines",
        "http://127.0.0.1:8000/secret/\n",
    )
    assert sent.alternatives == [("<p>secret</p>", "text/html")]
    assert sent.extra_headers == {"Message-ID": f"<letter-{letter.pk}@127.0.0.1>"}
    letter.refresh_from_db()
    assert letter.sent_at
    assert (letter.body, letter.html, letter.attempts, letter.last_error) == ("", "", 1, "")


def test_the_queue_hears_of_it_after_commit(django_capture_on_commit_callbacks):
    waiting_messages()
    with django_capture_on_commit_callbacks(execute=True):
        letter = post(Composed("s", "b", "<p>b</p>"), to="a@example.org")
        assert waiting_messages() == []
    assert waiting_messages() == [("accounts.send_letter", letter.pk)]


def test_with_the_mail_server_away_nobody_sees_an_error_and_the_sweep_finds_it(client, settings, letters):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    form = {
        "name": "王小明",
        "email": "new@example.org",
        "password1": "correct-horse-1",
        "password2": "correct-horse-1",
    }
    assert client.post("/accounts/signup/", form).status_code == 302
    letter = Letter.objects.get()
    with pytest.raises(ConnectionRefusedError):
        send_letter(letter.pk)
    letter.refresh_from_db()
    assert (letter.sent_at, letter.attempts) == (None, 1)
    assert letter.last_error == "ConnectionRefusedError: no mail server"
    assert letter.body

    waiting_messages()
    sweep_letters()
    assert waiting_messages() == []  # somebody is at it
    stale = timezone.now() - datetime.timedelta(seconds=settings.CLAIM_STALE_SECONDS + 1)
    Letter.objects.update(claimed_at=stale)
    sweep_letters()
    assert waiting_messages() == [("accounts.send_letter", letter.pk)]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(letters()) == 1


def test_the_sweep_leaves_sent_ones_and_hopeless_ones_alone(letter):
    Letter.objects.update(attempts=MOST_ATTEMPTS)
    sweep_letters()
    Letter.objects.update(attempts=0, sent_at=timezone.now())
    sweep_letters()
    assert waiting_messages() == []


def test_an_invitation_speaks_the_language_of_the_reader_or_else_of_whoever_invites(manager, letters):
    from tests.factories import PersonFactory

    PersonFactory(email="reader@example.org", name="Ann", language="en")
    invite(by=manager, email="reader@example.org", roles=["officer"])
    invite(by=manager, email="other@example.org", roles=["officer"])
    manager.language = "en"
    invite(by=manager, email="third@example.org", roles=["officer"])
    english = "You are invited to the staff of Demonstration Certification Co., Ltd."
    assert [letter.subject for letter in letters()] == [english, "邀请您成为示范认证有限公司的工作人员", english]
    assert "Dear Ann," in mail.outbox[0].body


def test_an_invitation_taken_back_by_its_transaction_sends_nothing(manager, django_capture_on_commit_callbacks):
    from django.db import transaction

    waiting_messages()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        invite(by=manager, email="reader@example.org", roles=["officer"])
        transaction.set_rollback(True)
    assert waiting_messages() == []
    assert not Letter.objects.exists()
