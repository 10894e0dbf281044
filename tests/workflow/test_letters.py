"""Letters speak the language of whoever reads them."""

import copy
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import translation

from tests.applications import cases
from tests.factories import PersonFactory
from workflow import clock
from workflow.engine import perform
from workflow.journal import append
from workflow.letters import ForeignAddress, IncompleteLetter, compose, own_address, words_of
from workflow.models import Notice
from workflow.tasks import deliver_notice
from workflow.templatetags.letters import in_words

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


def html_of(message):
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    return html


def test_both_forms_say_the_same_and_lead_to_the_same_place(letters, draft):
    for letter in letters.values():
        html = html_of(letter)
        assert re.findall(r'href="([^"]*)"', html) == [f"http://127.0.0.1:8000{draft.get_absolute_url()}"]
        assert f"<title>{letter.subject}</title>" in html
        assert "我们改变了计划。" in html


def test_markup_in_a_name_or_a_reason_stays_text(draft, applicant, officer):
    officer.name = "<b>Eve</b>"
    officer.save()
    draft.organisation.name = "A & <script>alert(1)</script>"
    draft.organisation.save()
    note = '<a href="https://evil.example/">here</a> https://evil.example/'
    perform(draft, "withdraw", by=applicant, note=note)
    message = compose(Notice.objects.get(channel="email", recipient=officer))
    assert f"> {note}\n" in message.body
    html = html_of(message)
    assert "<script" not in html
    assert "<b>Eve" not in html
    assert "A &amp; &lt;script&gt;alert(1)" in html
    assert len(re.findall("<a ", html)) == 1


def test_a_long_reason_is_quoted_whole(draft, applicant, officer):
    note = "\n\n".join(f"{number}. " + "原因" * 100 for number in range(20))
    perform(draft, "withdraw", by=applicant, note=note)
    message = compose(Notice.objects.get(channel="email", recipient=officer))
    assert message.body.count("原因") == html_of(message).count("原因") == 2000
    assert [line for line in message.body.splitlines() if "原因" in line and not line.startswith("> ")] == []


def test_a_reader_without_a_name_is_greeted_without_one(draft, applicant, officer):
    officer.name, officer.language = "", "en"
    officer.save()
    perform(draft, "withdraw", by=applicant, note="x")
    assert compose(Notice.objects.get(channel="email", recipient=officer)).body.startswith("Hello,\n\n")


def test_the_aim_of_the_new_state_is_told_as_an_aim_to_whoever_has_the_move(applicant, officer, organisation):
    application = cases.submitted(organisation)
    event = append(application, "return", before="submitted", after="returned", by=officer, note="补正。", facts={})
    with translation.override("en"):
        day = in_words(clock.day_of(event.at) + timedelta(days=30))
    for reader, words in (
        (applicant, f"Please do this by {day}. This is an aim of ours, not a rule of the scheme."),
        (officer, f"Our aim for the next step is {day}."),
    ):
        reader.language = "en"
        notice = Notice(event=event, recipient=reader, template="emails/application/return.txt")
        assert f"By when:\n{words}\n" in compose(notice).body


def test_a_deed_that_moves_nothing_promises_no_day(draft, applicant, officer):
    event = append(draft, "withdraw", before="draft", after="withdrawn", by=applicant, note="", facts={})
    notice = Notice(event=event, recipient=officer, template="emails/application/withdraw.txt")
    assert "办理时限" not in compose(notice).body


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (
            '{% extends "emails/letter.txt" %}{% block subject %}S{% endblock %}{% block body %}Words.{% endblock %}',
            "old.txt lacks ['happened', 'todo']",
        ),
        ("Subject\nWords.", "says outside its parts: 'Subject\\nWords.'"),
    ],
    ids=["a part missing", "words outside"],
)
def test_a_letter_that_lacks_a_part_or_says_something_outside_is_refused(draft, settings, tmp_path, source, fault):
    (tmp_path / "old.txt").write_text(source)
    engine = copy.deepcopy(settings.TEMPLATES[0])
    engine["DIRS"] = [tmp_path, *engine["DIRS"]]
    settings.TEMPLATES = [engine]
    with pytest.raises(IncompleteLetter, match=re.escape(fault)):
        words_of("old.txt", {"case": draft})


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "javascript:alert(1)", "http://127.0.0.1:8000.evil.example/", "/two words/"]
)
def test_a_button_never_leads_away(address):
    with pytest.raises(ForeignAddress):
        own_address(address)
