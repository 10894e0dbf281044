"""The script that saves a form by itself, in a real browser: nothing typed is lost, and what happened is said.

The pages are drawn by the real component tags and answered by the test, so that no server and no database is needed.
"""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import PATIENCE, browser  # noqa: F401  (a fixture)
from tests.staged import SITE, drawn, path_of, serve

pytestmark = pytest.mark.browser
PAGE = """{% block head %}<link rel="stylesheet" href="{% static "css/applications.css" %}">{% endblock %}
{% block content %}
<form id="one" method="post" action="/one/" data-autosave>
  <label><input type="radio" name="verdict" value="good">good</label>
  <label><input type="radio" name="verdict" value="bad">bad</label>
  <label>Note <textarea name="note"></textarea></label>
  {% include "applications/receipt.html" %}
</form>
<form id="two" method="post" action="/two/" data-autosave="beside">
  <input type="hidden" name="revision" value="4"><input type="hidden" name="window" value="w">
  <div id="overtaken"></div>
  <div class="form-field"><label class="form-label" for="id_phone">Phone</label>
  <div class="form-hint" id="id_phone_hint">Digits.</div><input id="id_phone" name="phone" aria-describedby="id_phone_hint"></div>
  <div id="rows"><input type="hidden" name="rows-0-pk"></div>
  <div class="form-field"><label class="form-label" for="id_name">Name</label><input id="id_name" name="name"></div>
  <button name="continue" value="1">Save and continue</button>
  {% include "applications/receipt.html" with beside=True %}
</form>
<div id="steps"><p>before</p>
<details><summary>more</summary><label>Words <textarea id="words">given</textarea></label></details></div>
{% endblock %}
{% block scripts %}<script type="module" src="{% static "js/applications-autosave.js" %}"></script>{% endblock %}"""


class Site:
    """Serves the page and the static files; answers posts from a list, in order, and remembers them."""

    def __init__(self):
        self.posted, self.answers, self.held = [], [], []

    def __call__(self, route):
        path = path_of(route)
        if route.request.method == "POST":
            self.posted.append(route.request.post_data_buffer.decode())
            answer = self.answers.pop(0) if self.answers else {"ok": True}
            if answer == "hold":
                self.held.append(route)
            elif answer == "lost":
                route.abort()
            else:
                self.reply(route, answer)
        else:
            serve(route, drawn(PAGE)) if path == "/" else serve(route)

    @staticmethod
    def reply(route, answer):
        status = 200 if answer["ok"] else 422
        route.fulfill(status=status, body=json.dumps(answer), content_type="application/json")


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def page(browser, site):  # noqa: F811
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.route("**/*", site)
    page.goto(f"{SITE}/")
    yield page
    context.close()


@pytest.fixture
def receipt(page):
    return page.locator("#one .receipt")


@pytest.fixture
def beside(page):
    return page.locator("#two .receipt")


def sent(site, number=-1):
    """The fields of a post (multipart) as a dictionary."""
    found = {}
    for part in site.posted[number].split("Content-Disposition: form-data; ")[1:]:
        head, _blank, rest = part.partition("\r\n\r\n")
        found[head.split('"')[1]] = rest.rpartition("\r\n------")[0]
    return found


def test_a_choice_is_saved_at_once_and_said_with_the_time(page, site, receipt):
    page.check("text=good")
    expect(receipt).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    expect(receipt).to_have_attribute("data-tone", "good")
    assert sent(site) == {"verdict": "good", "note": ""}
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_hidden()


def test_typing_is_saved_when_it_pauses_once(page, site, receipt):
    page.locator("[name=note]").press_sequentially("three words more")
    expect(receipt).to_contain_text("Saved ")
    assert [sent(site)["note"], len(site.posted)] == ["three words more", 1]


def test_leaving_the_field_does_not_wait_for_the_pause(page, site, receipt):
    page.fill("[name=note]", "short")
    page.check("text=bad")
    expect(receipt).to_contain_text("Saved ")
    assert sent(site) == {"verdict": "bad", "note": "short"}


def test_a_refusal_is_said_and_the_next_change_tries_again(page, site, receipt):
    site.answers = [{"ok": False, "error": "Say what has to be corrected."}]
    page.check("text=bad")
    expect(receipt).to_have_text("Say what has to be corrected.")
    expect(receipt).to_have_attribute("data-tone", "danger")
    page.fill("[name=note]", "unreadable")
    expect(receipt).to_contain_text("Saved ")
    assert sent(site) == {"verdict": "bad", "note": "unreadable"}


def test_a_lost_connection_is_said_and_leaving_is_asked_about(page, site, receipt):
    site.answers = ["lost"]
    page.check("text=good")
    expect(receipt).to_have_text(
        "Not saved: check the connection. It is tried again in a moment; leave this page open."
    )
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{SITE}/elsewhere/")
    assert asked == ["beforeunload"]


def test_after_saving_one_may_leave_unasked(page, site, receipt):
    page.check("text=good")
    expect(receipt).to_contain_text("Saved ")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{SITE}/elsewhere/")
    assert asked == []


def test_what_changes_while_one_save_is_under_way_is_saved_after_it(page, site, receipt):
    site.answers = ["hold"]
    page.check("text=good")
    expect(receipt).to_have_text("Saving…")
    page.check("text=bad")
    page.wait_for_timeout(200)
    assert len(site.posted) == 1
    site.reply(site.held[0], {"ok": True})
    expect(receipt).to_contain_text("Saved ")
    assert [sent(site, number)["verdict"] for number in range(len(site.posted))] == ["good", "bad"]


def test_new_markup_takes_its_place_and_what_was_typed_there_stays(page, site, receipt):
    page.click("#steps summary")
    page.fill("#words", "my own words")
    fresh = '<p>after</p><details><summary>more</summary><textarea id="words">given anew</textarea></details>'
    site.answers = [{"ok": True, "fragments": {"#steps": fresh, "#absent": "x"}}]
    page.check("text=good")
    expect(page.locator("#steps p")).to_have_text("after")
    expect(page.locator("#words")).to_have_value("my own words")
    expect(page.locator("#words")).to_be_visible()


def test_untouched_words_are_brought_up_to_date(page, site):
    site.answers = [{"ok": True, "fragments": {"#steps": '<p>after</p><textarea id="words">given anew</textarea>'}}]
    page.check("text=good")
    expect(page.locator("#words")).to_have_value("given anew")


def test_pressing_enter_in_the_form_saves_without_leaving_the_page(page, site, receipt):
    page.evaluate("document.querySelector('#one').requestSubmit()")
    expect(receipt).to_contain_text("Saved ")
    assert page.url == f"{SITE}/"


# --- beside buttons ---------------------------------------------------------------------------------------------------

WRONG = '<div id="id_phone_error"><p class="form-error">Write digits.</p></div>'


def test_before_anything_is_typed_it_says_that_it_saves_itself(beside):
    expect(beside).to_have_text("Everything is saved as you type.")


def test_the_revision_goes_along_and_is_brought_up_to_date(page, site, beside):
    site.answers = [{"ok": True, "revision": 5, "errors": {}}]
    page.fill("#id_name", "a")
    expect(beside).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    page.fill("#id_name", "b")
    page.wait_for_timeout(2000)
    assert [sent(site, number)["revision"] for number in (0, 1)] == ["4", "5"]


def test_the_key_of_a_row_that_was_typed_goes_along_from_then_on(page, site, beside):
    site.answers = [{"ok": True, "revision": 5, "errors": {}, "values": {"rows-0-pk": "17"}}]
    page.fill("#id_name", "a")
    expect(beside).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    page.fill("#id_name", "")
    page.wait_for_timeout(2000)
    assert [sent(site, number)["rows-0-pk"] for number in (0, 1)] == ["", "17"]


def test_a_key_goes_to_no_row_that_came_while_the_save_was_under_way(page, site, beside):
    site.answers = ["hold"]
    page.fill("#id_name", "a")
    page.locator("#id_name").blur()
    expect(beside).to_have_text("Saving…")
    page.evaluate("""document.querySelector("#rows").innerHTML = '<input type="hidden" name="rows-0-pk">'""")
    site.reply(site.held[0], {"ok": True, "revision": 5, "errors": {}, "values": {"rows-0-pk": "17"}})
    expect(beside).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    expect(page.locator("#rows input")).to_have_value("")


def test_a_fault_is_told_beside_its_field_and_the_focus_stays(page, site, beside):
    site.answers = [{"ok": True, "revision": 5, "errors": {"id_phone": WRONG}}] * 2
    page.fill("#id_phone", "call me")
    page.locator("#id_name").press_sequentially("x")
    expect(beside).to_have_text(re.compile(r"^Saved, except for what is marked or still being typed: \d\d:\d\d$"))
    expect(page.locator("#id_phone_error")).to_have_text("Write digits.")
    expect(page.locator("#id_phone")).to_have_attribute("aria-describedby", "id_phone_hint id_phone_error")
    expect(page.locator("#id_phone")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_name")).to_be_focused()
    page.fill("#id_phone", "010-1")
    expect(page.locator("#id_phone_error")).to_have_count(0)
    expect(page.locator("#id_phone")).to_have_attribute("aria-describedby", "id_phone_hint")
    expect(page.locator("#id_phone")).not_to_have_attribute("aria-invalid", "true")


def test_the_field_being_typed_in_is_not_marked_before_it_is_left(page, site, beside):
    site.answers = [{"ok": True, "revision": 5, "errors": {"id_phone": WRONG}}] * 2
    page.locator("#id_phone").press_sequentially("01")
    expect(beside).to_contain_text("still being typed")
    expect(page.locator("#id_phone_error")).to_have_count(0)
    page.locator("#id_phone").blur()
    expect(page.locator("#id_phone_error")).to_have_text("Write digits.")


def test_what_could_not_be_saved_is_asked_about_before_leaving(page, site, beside):
    site.answers = [{"ok": True, "revision": 5, "errors": {"id_phone": WRONG}}] * 3
    page.fill("#id_phone", "call me")
    expect(beside).to_contain_text("except")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{SITE}/elsewhere/")
    assert asked == ["beforeunload"]


def test_the_buttons_send_the_page_as_ever(page, site, beside):
    page.fill("#id_name", "x")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url(f"{SITE}/two/")
    assert "continue=1" in site.posted[-1]


def test_a_button_waits_for_the_save_under_way_and_is_sent_last(page, site, beside):
    site.answers = ["hold"]
    page.fill("#id_name", "old")
    page.locator("#id_name").blur()
    expect(beside).to_have_text("Saving…")
    page.fill("#id_name", "new")
    page.evaluate("document.querySelector('#two button').click()")
    page.wait_for_timeout(300)
    assert len(site.posted) == 1
    site.reply(site.held[0], {"ok": True, "revision": 5, "errors": {}})
    page.wait_for_url(f"{SITE}/two/")
    assert len(site.posted) == 2
    assert "name=new" in site.posted[-1]
    assert "revision=5" in site.posted[-1]


def test_a_colleague_is_told_of_where_the_page_has_room_for_it(page, site, beside):
    told = '<p>Li changed this page</p><button name="overwrite" value="1">Save mine in its place</button>'
    site.answers = [{"ok": False, "error": "Li changed this page.", "fragments": {"#overtaken": told}}]
    page.fill("#id_name", "x")
    page.locator("#id_name").blur()
    expect(page.locator("#overtaken p")).to_have_text("Li changed this page")
    expect(beside).to_have_text("Li changed this page.")
    page.get_by_role("button", name="Save mine in its place").click()
    page.wait_for_url(f"{SITE}/two/")
    assert "overwrite=1" in site.posted[-1]


def test_a_lost_save_is_tried_again_by_itself(page, site, beside):
    site.answers = ["lost", {"ok": True, "revision": 5, "errors": {}}]
    page.fill("#id_name", "x")
    expect(beside).to_have_attribute("data-tone", "danger")
    expect(beside).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    assert len(site.posted) == 2
    assert page.locator("#id_name").input_value() == "x"
