"""The letters on the design pages: all of them, in both languages, with nothing in the database."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from certify import letter_samples as letters
from tests.factories import PersonFactory
from workflow.letters import standing_words, words_of

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]")
EVERY = [
    (name, language, reader)
    for name in letters.names()
    for language in ("zh-hans", "en")
    for reader in ("client", "staff")
]
LEFT_OVER = ("{{", "{%", "%(", "None", "&lt;b", "&amp;amp;")


@pytest.fixture
def staff(client):
    client.force_login(PersonFactory(roles=["officer"], language="en"))
    return client


def policy(answer):
    return dict(rule.partition(" ")[::2] for rule in answer["Content-Security-Policy"].split("; "))


def hrefs(html):
    return re.findall(r'href="([^"]*)"', html)


def test_the_letters_are_found_by_themselves():
    assert len(letters.names()) == 56
    assert {"emails/application/ask", "account/email/password_reset_key", "mfa/email/totp_activated"} < set(
        letters.names()
    )


@pytest.mark.parametrize(("name", "language", "reader"), EVERY, ids=["-".join(each) for each in EVERY])
def test_every_letter_says_what_happened_what_to_do_and_has_one_button(name, language, reader, settings):
    written = letters.sample(name, language=language, reader=reader)
    (address,) = hrefs(written.html)
    assert address.startswith("http://127.0.0.1:8000/")
    assert f"\n{address}\n" in written.text
    assert len(re.findall(r"https?://", written.html)) == 3  # the button, the same address to copy, and the site
    assert "\n" not in written.subject
    assert 0 < len(written.subject) <= 200
    assert all(left not in written.text + written.html for left in LEFT_OVER)
    assert ("What to do:\n" if language == "en" else "办理事项：\n") in written.text
    assert "<img" not in written.html
    assert f'<html lang="{language}">' in written.html
    assert len(written.html.encode()) < 20_000
    with translation.override(language):
        facts = letters.sample_facts(name, language, reader)
        words = words_of(f"{name}.txt", standing_words(language) | facts)
    names = re.compile("北京诚信家电有限公司|张审查|王小明|赵经理|示范认证有限公司")
    for part in (words.subject, words.happened, words.todo, words.button):
        assert bool(CHINESE.search(names.sub("", part))) == (language == "zh-hans"), part


def test_every_page_of_the_preview_answers_in_both_languages(staff):
    listing = staff.get(reverse("design_letters"))
    assert listing.status_code == 200
    for name in letters.names():
        assert reverse("design_letter", args=[name]) in listing.content.decode()
        for language in ("zh-hans", "en"):
            for view in ("design_letter", "design_letter_html"):
                assert staff.get(reverse(view, args=[name]), {"language": language}).status_code == 200, name


def test_the_frame_alone_may_style_in_place_and_may_do_nothing_else(staff):
    page = staff.get(reverse("design_letter", args=["emails/application/ask"]))
    frame = staff.get(reverse("design_letter_html", args=["emails/application/ask"]))
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    usual, own = policy(page), policy(frame)
    assert {name: rule for name, rule in own.items() if usual.get(name) != rule} == {
        "style-src": "'unsafe-inline'",
        "frame-ancestors": "'self'",
        "img-src": "'none'",
        "script-src": "'none'",
        "form-action": "'none'",
        "sandbox": "",
    }
    assert frame["X-Frame-Options"] == "SAMEORIGIN"


def test_dark_and_light_show_what_the_readers_program_would_choose(staff):
    address = reverse("design_letter_html", args=["emails/application/ask"])
    assert "@media all{" in staff.get(address, {"theme": "dark"}).content.decode()
    assert "@media not all{" in staff.get(address, {"theme": "nonsense"}).content.decode()


def test_others_find_no_preview(client, settings):
    settings.DEMONSTRATION = False
    client.force_login(PersonFactory())
    for view, args in (
        ("design_letters", []),
        ("design_letter", ["emails/application/ask"]),
        ("design_letter_html", ["emails/application/ask"]),
    ):
        assert client.get(reverse(view, args=args)).status_code == 404


@pytest.mark.parametrize("name", ["emails/application/nothing", "emails/letter", "../secret"])
def test_a_letter_there_is_not_is_not_found(staff, name):
    assert staff.get(f"/design/letters/{name}/").status_code == 404
