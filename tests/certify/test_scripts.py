"""What the scripts add to a page, in a real browser: nothing typed, chosen or decided is lost or done twice.

The pages are drawn by the real templates and answered by the test itself, so that no server and no database is needed.
"""

import json
import re
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect

from certify.design import SampleForm
from tests import staged
from tests.journeys.browsing import PATIENCE, browser  # noqa: F401  (a fixture)
from tests.staged import ELSEWHERE, SITE, path_of, serve


def drawn(body, **context):
    return staged.drawn(f"{{% block content %}}{body}{{% endblock %}}", **context)


class Site:
    """Answers the browser: pages by path, static files from disk, and what was posted is remembered."""

    def __init__(self):
        self.pages, self.posted, self.answers = {}, [], {}

    def __call__(self, route):
        request, path = route.request, path_of(route)
        if request.method == "POST":
            self.posted.append((path, request.post_data_buffer or b""))
            status, answer = self.answer(path, request.post_data_buffer or b"")
            return route.fulfill(status=status, body=answer, content_type="text/html")
        return serve(route, self.pages.get(path, ELSEWHERE))

    def answer(self, path, body):
        for part, reply in self.answers.items():
            if part.encode() in body:
                return reply
        return 200, "<title>posted</title>"


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def page(browser, site):  # noqa: F811
    context = browser.new_context(color_scheme="light", viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.refused = []
    page.on(
        "console", lambda message: page.refused.append(message.text) if "Content Security" in message.text else None
    )
    page.route("**/*", site)
    yield page
    assert page.refused == []
    context.close()


def show(page, site, body, **context):
    site.pages["/"] = drawn(body, **context)
    page.goto(f"{SITE}/")


def see_theme(page, theme, *, remembered):
    expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
    assert page.evaluate("localStorage.getItem('theme')") == remembered


def test_the_chosen_theme_is_remembered_and_the_systems_is_followed_again(page, site):
    show(page, site, "x")
    see_theme(page, "light", remembered=None)
    page.click("[data-theme-toggle]")
    see_theme(page, "dark", remembered="dark")
    page.reload()
    see_theme(page, "dark", remembered="dark")
    page.click("[data-theme-toggle]")
    see_theme(page, "light", remembered=None)
    page.emulate_media(color_scheme="dark")
    see_theme(page, "dark", remembered=None)


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(page, site):
    body = "<form>{% error_summary form=form %}{% form_fields form=form %}</form>"
    show(page, site, body, form=SampleForm({"code": "9131"}))
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.click("[data-error-summary] a:has-text('Kind of applicant')")
    expect(page.locator("#id_kind_0")).to_be_focused()


ASKED = (
    '<form method="post" action="/refuse/">'
    '{% button text="Refuse" name="step" value="refuse" confirm="For good?" %}</form>'
)


def test_a_deed_that_asks_first_is_not_done_when_one_steps_back(page, site):
    show(page, site, ASKED)
    page.click("text=Refuse")
    expect(page.locator("#confirm-question")).to_have_text("For good?")
    page.keyboard.press("Escape")
    expect(page.locator("#confirm")).to_be_hidden()
    assert site.posted == []


def test_a_deed_that_asks_first_is_done_once_with_its_own_button(page, site):
    show(page, site, ASKED)
    page.click("text=Refuse")
    page.click("[data-confirm-yes]")
    page.wait_for_url("**/refuse/")
    assert [(path, parse_qsl(body.decode())) for path, body in site.posted] == [("/refuse/", [("step", "refuse")])]


def test_a_button_pressed_twice_sends_once(page, site):
    show(page, site, '<form method="post" action="/save/">{% button text="Save" id="save" %}</form>')
    page.evaluate("document.getElementById('save').click(); document.getElementById('save').click()")
    page.wait_for_url("**/save/")
    assert len(site.posted) == 1


def test_nobody_leaves_typed_text_behind_unasked(page, site):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    guarded = '<form method="post" action="/save/" data-guard><input name="a" id="a">{% button text="Save" %}</form>'
    show(page, site, guarded)
    page.goto(f"{SITE}/elsewhere/")
    assert asked == []
    page.goto(f"{SITE}/")
    page.fill("#a", "typed")
    page.goto(f"{SITE}/elsewhere/")
    assert asked == ["beforeunload"]
    page.goto(f"{SITE}/")
    page.fill("#a", "typed")
    page.click("text=Save")
    page.wait_for_url("**/save/")
    assert asked == ["beforeunload"]


DROP = (
    '{% file_drop url="/up/" label="Papers" accept=".pdf,.png" max_bytes=1000 target="#list" id="drop" %}'
    '<div id="list">none yet</div>'
)


def picked(name, size=100):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": b"x" * size}


def test_files_go_one_by_one_and_each_says_how_it_went(page, site):
    site.answers = {
        "good.pdf": (200, json.dumps({"ok": True, "html": "<p>good.pdf is kept</p>"})),
        "bad.pdf": (400, json.dumps({"ok": False, "error": "This is not a PDF."})),
        "lost.pdf": (502, "<html>proxy</html>"),
    }
    show(page, site, DROP)
    files = [picked("good.pdf"), picked("bad.pdf"), picked("lost.pdf"), picked("film.mp4"), picked("large.pdf", 1001)]
    page.set_input_files("#drop", files)
    expect(page.locator("#list")).to_have_text("good.pdf is kept")
    expect(page.locator(".upload[data-tone=danger]")).to_have_count(4)
    said = {
        row.locator("span").first.inner_text(): row.locator(".upload-words").inner_text()
        for row in page.locator(".upload").all()
    }
    assert said == {
        "good.pdf": "Uploaded",
        "bad.pdf": "This is not a PDF.",
        "lost.pdf": "The upload did not succeed. Check the connection and try again.",
        "film.mp4": "This kind of file is not accepted here.",
        "large.pdf": "This file is larger than the limit. Choose a smaller one.",
    }
    sent = [re.search(rb'filename="([^"]+)"', body)[1].decode() for _path, body in site.posted]
    assert sorted(sent) == ["bad.pdf", "good.pdf", "lost.pdf"]
    assert all(b"token" in body for _path, body in site.posted)


def test_a_new_choice_answers_the_refusal_before_it(page, site):
    site.answers = {"good.pdf": (200, json.dumps({"ok": True, "html": "<p>good.pdf is kept</p>"}))}
    show(page, site, DROP)
    page.set_input_files("#drop", [picked("film.mp4")])
    expect(page.locator(".upload[data-tone=danger]")).to_have_count(1)
    page.set_input_files("#drop", [picked("good.pdf")])
    expect(page.locator("#list")).to_have_text("good.pdf is kept")
    expect(page.locator(".upload[data-tone=danger]")).to_have_count(0)


def test_a_menu_closes_by_escape_and_gives_the_focus_back(page, site):
    show(page, site, '<details data-menu><summary id="menu">Menu</summary><a href="/x/">X</a></details>')
    page.click("#menu")
    page.focus("text=X")
    page.keyboard.press("Escape")
    expect(page.locator("text=X")).to_be_hidden()
    expect(page.locator("#menu")).to_be_focused()


def test_a_table_that_scrolls_can_be_reached_by_keyboard_and_one_that_does_not_is_no_stop(page, site):
    cells = "<td>12345678901234567890</td>" * 12
    body = (
        "{% data_table caption='Wide' %}<tbody><tr>" + cells + "</tr></tbody>{% enddata_table %}"
        "{% data_table caption='Small' %}<tbody><tr><td>1</td></tr></tbody>{% enddata_table %}"
    )
    show(page, site, body)
    wide, small = page.locator(".table-frame").all()
    expect(wide).to_have_attribute("tabindex", "0")
    expect(wide).to_have_attribute("aria-label", "Wide")
    assert small.get_attribute("tabindex") is None
