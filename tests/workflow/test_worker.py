"""A real worker on a real broker, killed while the mail server keeps it waiting."""

import os
import signal
import socketserver
import subprocess
import sys
import threading
import time

import pytest
from celery import current_app
from django.db import connection

from workflow.engine import perform
from workflow.models import Notice
from workflow.tasks import sweep_notices

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.django_db(transaction=True)]
BROKER = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0").rsplit("/", 1)[0] + "/13"


class MailServer(socketserver.ThreadingTCPServer):
    """Just enough SMTP. While `closed` it takes a connection and says nothing, as a server does that is overloaded."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.open, self.caller, self.letters = threading.Event(), threading.Event(), []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.caller.set()
        if not self.server.open.wait(timeout=60):
            return
        self.say("220 ready")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.say("354 go on")
                self.server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
            self.say("221 bye" if word == b"QUIT" else "250 ok")

    def say(self, words):
        self.wfile.write(words.encode() + b"\r\n")


@pytest.fixture
def mail_server():
    server = MailServer()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def broker():
    """The queue of this test alone, on Redis."""
    before = current_app.conf.broker_url
    current_app.conf.broker_url = BROKER
    current_app._after_fork()
    with current_app.connection_for_write() as living:
        living.default_channel.client.flushdb()
    yield
    current_app.conf.broker_url = before
    current_app._after_fork()


@pytest.fixture
def start_worker(mail_server, broker):
    """Starts `celery worker` in a process group of its own; what is left at the end is killed."""
    started = []
    database = connection.settings_dict
    login = f"{database['USER']}:{database['PASSWORD']}@{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "certify.settings",
        "DATABASE_URL": f"postgres://{login}/{database['NAME']}",
        "BROKER_URL": BROKER,
        "EMAIL_URL": mail_server.url,
        "CLAIM_STALE_SECONDS": "1",
    }

    def start():
        command = [sys.executable, "-m", "celery", "-A", "certify", "worker", "-c", "1", "-l", "warning"]
        worker = subprocess.Popen(command, env=environment, start_new_session=True)
        started.append(worker)
        return worker

    yield start
    for worker in started:
        kill(worker)


def kill(worker):
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(timeout=20)


def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_the_letter_is_sent_once_in_the_end(draft, applicant, officer, start_worker, mail_server, settings):
    first = start_worker()
    perform(draft, "withdraw", by=applicant, note="reason")
    assert mail_server.caller.wait(timeout=60)
    kill(first)
    notice = Notice.objects.get(channel="email")
    assert (notice.attempts, notice.sent_at, mail_server.letters) == (1, None, [])

    mail_server.open.set()
    settings.CLAIM_STALE_SECONDS = 1
    start_worker()
    time.sleep(1.1)
    sweep_notices()
    until(lambda: Notice.objects.filter(pk=notice.pk, sent_at__isnull=False).exists())
    sweep_notices()
    time.sleep(1)
    [letter] = mail_server.letters
    assert "To: officer@example.org" in letter
    assert f"Message-ID: <notice-{notice.pk}@" in letter
    assert Notice.objects.get(pk=notice.pk).attempts == 2
