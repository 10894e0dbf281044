import re

import pytest
from django.core import mail

from accounts.models import Letter
from accounts.tasks import send_letter


@pytest.fixture
def letters():
    """Let the worker send what waits, and return every letter sent in this test."""

    def sent():
        for pk in Letter.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True):
            send_letter(pk)
        return mail.outbox

    return sent


@pytest.fixture
def link_in():
    """The path of the first link in a letter that holds `part`."""

    def link(letter, part):
        found = re.search(rf"http://127\.0\.0\.1:8000(\S*{re.escape(part)}\S*)", letter.body)
        assert found, letter.body
        return found.group(1)

    return link
