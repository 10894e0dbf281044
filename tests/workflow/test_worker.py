"""A real worker on a real broker, killed while the mail server keeps it waiting."""

# ruff: noqa: F811  (fixtures are imported by their names)

import socketserver
import threading
import time

import pytest

from tests.processes import broker, kill, until, workers  # noqa: F401  (fixtures)
from workflow.engine import perform
from workflow.models import Notice
from workflow.tasks import sweep_notices

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.django_db(transaction=True)]


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
def worker(workers, mail_server):
    return lambda: workers(EMAIL_URL=mail_server.url)


def test_the_letter_is_sent_once_in_the_end(draft, applicant, officer, worker, mail_server, settings):
    first = worker()
    perform(draft, "withdraw", by=applicant, note="reason")
    assert mail_server.caller.wait(timeout=60)
    kill(first)
    notice = Notice.objects.get(channel="email")
    assert (notice.attempts, notice.sent_at, mail_server.letters) == (1, None, [])

    mail_server.open.set()
    settings.CLAIM_STALE_SECONDS = 1
    worker()
    time.sleep(1.1)
    sweep_notices()
    until(lambda: Notice.objects.filter(pk=notice.pk, sent_at__isnull=False).exists())
    sweep_notices()
    time.sleep(1)
    [letter] = mail_server.letters
    assert "To: officer@example.org" in letter
    assert f"Message-ID: <notice-{notice.pk}@" in letter
    assert Notice.objects.get(pk=notice.pk).attempts == 2
