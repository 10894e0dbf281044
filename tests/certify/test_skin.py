"""The frame of every page: strict policy kept, colours that can be read, light enough for a phone, errors in words."""

import gzip
import re
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.utils.translation import override

from certify.templatetags.ui.marks import drawn
from tests.certify.drawing import words
from workflow import tokens

ROOT = Path(settings.BASE_DIR)
PAPER = {"printing", "emails", "email", "letters"}  # for paper and for mail programs, which have other rules
TEMPLATES = sorted(path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html"))
PAGES = [name for name in TEMPLATES if not PAPER & set(Path(name).parts)]
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
OTHER_STYLES = [ROOT / "templates/emails/letter.css", *(ROOT / "printing" / "assets").iterdir()]
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))


def source(name):
    return (ROOT / "templates" / name).read_text(encoding="utf-8")


# --- templates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles(name):
    assert get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_carries_inline_style_or_script(name):
    text = re.sub(r"{[{%#].*?[}%#]}", "", source(name), flags=re.DOTALL)
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script, script


def test_every_icon_named_in_a_page_exists():
    named = set()
    for name in PAGES:
        text = source(name)
        named |= set(re.findall(r'{%\s*icon name="([^"]+)"', text))
        named |= set(re.findall(r'\sicon="([^"]+)"', text)) - {"none"}
    assert {"search", "languages"} <= named
    assert all(drawn(name).startswith("<svg") for name in named)


# --- colours ----------------------------------------------------------------------------------------------------------


def themes():
    """The colours of each theme: {"light": {"c-ink": (r, g, b), …}, "dark": …}."""
    text = (ROOT / "static" / "css" / "tokens.css").read_text()
    blocks = re.findall(r'\[data-bs-theme="(light|dark)"\] {(.*?)\n}', text, re.DOTALL)
    read = {}
    for name, block in blocks:
        found = re.findall(r"--(c-[\w-]+): #([0-9a-f]{6});", block)
        read.setdefault(name, {key: tuple(bytes.fromhex(value)) for key, value in found})
    return read


def luminance(colour):
    parts = [value / 255 for value in colour]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TONES = ("neutral", "active", "waiting", "good", "warning", "danger")
GROUNDS = ("c-page", "c-surface", "c-sunken", "c-hover")
TEXT = ("c-ink", "c-ink-soft", "c-ink-faint", "c-link", *(f"c-{tone}" for tone in TONES))
READ = [
    *((text, ground) for text in TEXT for ground in GROUNDS),
    *((f"c-{tone}", f"c-{tone}-wash") for tone in TONES),
    *(("c-ink", f"c-{tone}-wash") for tone in (*TONES, "brand")),
    ("c-on-brand", "c-brand"),
    ("c-on-brand", "c-brand-hover"),
    ("c-on-bar", "c-bar"),
    ("c-on-bar-soft", "c-bar"),
    ("c-link", "c-brand-wash"),
]
IN_THE_SUN = [(f"c-on-plate-{tone}", f"c-plate-{tone}") for tone in ("good", "warning", "danger")]
SEEN = [
    *((mark, "c-surface") for mark in ("c-line-strong", "c-focus", "c-star", "c-seal", "c-brand")),
    ("c-line-strong", "c-page"),
    ("c-focus", "c-page"),
    ("c-seal-on-bar", "c-bar"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_and_marks_be_seen(theme):
    """WCAG 2.2: 4.5:1 for text (1.4.3), 3:1 for controls and marks (1.4.11)."""
    colours = themes()[theme]
    assert {pair: contrast(*(colours[name] for name in pair)) for pair in READ if low(colours, pair, 4.5)} == {}
    assert {pair: contrast(*(colours[name] for name in pair)) for pair in SEEN if low(colours, pair, 3)} == {}
    assert {pair: contrast(*(colours[name] for name in pair)) for pair in IN_THE_SUN if low(colours, pair, 7)} == {}


def low(colours, pair, least):
    return contrast(colours[pair[0]], colours[pair[1]]) < least


def test_both_themes_know_the_same_colours_and_no_style_uses_another():
    light, dark = themes()["light"], themes()["dark"]
    assert set(light) == set(dark)
    used = set()
    for path in STYLES:
        used |= set(re.findall(r"var\(--(c-[\w-]+)", path.read_text()))
    assert used - set(light) == set()


def test_colours_are_named_in_one_file_only():
    raw = {
        str(path.relative_to(ROOT)): re.findall(r"#[0-9a-fA-F]{6}\b", path.read_text())
        for path in [*STYLES, *OTHER_STYLES]
        if path.parent.name != "css" or path.name not in {"tokens.css", "print.css"}
    }
    assert {name: found for name, found in raw.items() if found} == {}


@pytest.mark.parametrize("path", STYLES + SCRIPTS, ids=lambda path: path.name)
def test_no_style_sheet_or_script_grows_past_reading(path):
    assert len(path.read_text().splitlines()) < 500


# --- the pages themselves ---------------------------------------------------------------------------------------------


def test_a_stranger_loads_less_than_100_kb(client, db):
    """Compressed, as it travels: the page, its styles and its scripts."""
    page = client.get("/accounts/login/").content
    addresses = set(re.findall(rb'(?:href|src)="/static/([^"]+)"', page))
    assert b"css/plain.css" in addresses
    assert b"vendor/bootstrap.min.css" not in addresses
    assert b"vendor/htmx.min.js" not in addresses
    files = [Path(finders.find(address.decode())).read_bytes() for address in addresses]
    assert sum(len(gzip.compress(each)) for each in [page, *files]) < 100_000


@pytest.mark.parametrize(("language", "title", "other"), [("en", "Sign in", "中文"), ("zh-hans", "登录", "English")])
def test_every_page_offers_the_other_language_and_a_way_past_the_navigation(client, db, language, title, other):
    client.cookies["django_language"] = language
    html = client.get("/accounts/login/").content.decode()
    assert f'<html lang="{language}"' in html
    assert f"<title>{title} · " in html
    assert '<a class="skip-link" href="#main">' in html
    assert '<main class="page" id="main"' in html
    assert other in words(html[html.index('class="language"') : html.index("data-theme-toggle")])


def test_a_demonstration_says_so_on_every_page(client, db, settings):
    settings.DEMONSTRATION = True
    client.cookies["django_language"] = "en"
    assert "Demonstration system" in client.get("/accounts/login/").content.decode()
    settings.DEMONSTRATION = False
    assert "Demonstration system" not in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        ("400.html", "This request could not be read", "无法识别该请求"),
        ("500.html", "Something went wrong on our side", "系统出现错误"),
    ],
)
def test_errors_are_told_in_words_without_anything_that_could_fail_again(name, english, chinese):
    with override("en"):
        assert english in words(get_template(name).render())
    with override("zh-hans"):
        assert chinese in words(get_template(name).render())


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "There is no page at this address, or you may not see it."),
        ("zh-hans", "该地址没有页面，或您无权查看。"),
    ],
)
def test_a_page_that_is_not_there_is_a_404_in_the_words_of_the_person(client_of, applicant, language, sentence):
    applicant.language = language
    applicant.save(update_fields=["language"])
    answer = client_of(applicant).get("/nowhere/")
    assert answer.status_code == 404
    assert sentence in words(answer.content.decode())


def test_a_form_without_its_token_is_told_in_words(db):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"
    answer = client.post("/accounts/login/", {"login": "x"})
    assert answer.status_code == 403
    assert "This form has expired" in words(answer.content.decode())


def test_the_design_page_is_for_staff_and_for_demonstrations(client, client_of, officer, applicant, settings):
    assert client.get("/design/").status_code == 302
    settings.DEMONSTRATION = False
    assert client_of(applicant).get("/design/").status_code == 404
    TOTP.activate(officer, generate_totp_secret())  # without a second factor staff get no further
    assert client_of(officer).get("/design/").status_code == 200
    settings.DEMONSTRATION = True
    assert client_of(applicant).get("/design/").status_code == 200


def test_the_design_page_shows_every_token_and_every_component_as_they_are_declared(client_of, officer):
    from certify.foundations import components

    page = client_of(officer).get("/design/").content.decode()
    style = (settings.BASE_DIR / "static" / "css" / "gallery.css").read_text()
    shown = [name for name in tokens.values("light") if re.match(r"--(c-|text-|s-\d)", name)]
    assert len(shown) > 60
    assert [name for name in shown if f">{name}<" not in page or f'"{name}"]' not in style] == []
    [badge] = [each for each in components() if each.name == "badge"]
    assert (badge.attributes, badge.has_content) == ((("text", ""), ("tone", "'neutral'"), ("icon", "''")), False)
    assert [each.name for each in components() if f"<code>{each.name}</code>" not in page] == []
