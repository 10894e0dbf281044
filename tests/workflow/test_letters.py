"""Letters speak the language of whoever reads them."""

import pytest
from django.core import mail

from tests.factories import PersonFactory
from workflow.engine import perform
from workflow.letters import compose
from workflow.models import Notice
from workflow.tasks import deliver_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(draft, applicant, officer):
    """The letters to a Chinese and an English officer about one step."""
    reader = PersonFactory(name="Ann", email="ann@example.org", language="en", roles=["officer"])
    perform(draft, "withdraw", by=applicant, note="我们改变了计划。")
    return {person: compose(Notice.objects.get(recipient=person, channel="email")) for person in (officer, reader)}


def test_each_reader_gets_the_letter_in_the_language_of_the_account(letters):
    chinese, english = letters.values()
    assert chinese.subject != english.subject
    assert all("A-2026-0001" in letter.subject + letter.body for letter in (chinese, english))
    assert "Dear Ann," in english.body
    assert "陈市场，您好：" in chinese.body
    assert "Demonstration Certification Co., Ltd." in english.body
    assert "示范认证有限公司" in chinese.body


def test_it_gives_the_reason_and_the_way_to_the_case(letters, draft):
    for letter in letters.values():
        assert "我们改变了计划。" in letter.body
        assert f"http://127.0.0.1:8000{draft.get_absolute_url()}" in letter.body


def test_a_demonstration_says_so(letters, settings):
    chinese, english = letters.values()
    assert "不具有法律效力" in chinese.body
    assert "It has no legal effect." in english.body


def test_nothing_is_escaped_as_if_it_were_a_page(draft, applicant, officer):
    perform(draft, "withdraw", by=applicant, note="A & B <c>")
    assert "A & B <c>" in compose(Notice.objects.get(channel="email")).body


def test_subject_and_address_hold_no_line_break(draft, applicant):
    PersonFactory(name="Eve\nBcc: all@example.org", roles=["officer"])
    perform(draft, "withdraw", by=applicant, note="reason")
    deliver_notice(Notice.objects.get(channel="email").pk)
    [letter] = mail.outbox
    assert "\n" not in letter.subject
    assert letter.bcc == []


def test_the_same_letter_has_the_same_number_when_sent_again(letters):
    for letter in letters.values():
        assert letter.extra_headers["Message-ID"].startswith("<notice-")
        assert letter.extra_headers["Message-ID"].endswith("@127.0.0.1>")
