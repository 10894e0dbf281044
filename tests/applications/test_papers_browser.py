"""The page of papers in a real browser: dropping all at once, asking where a file belongs, looking at files in a dialog.

The templates are the real ones, the server is the test: what was sent is remembered.
"""

import json

import pytest
from playwright.sync_api import expect

from tests.applications import cases
from tests.journeys.browsing import PATIENCE, browser  # noqa: F401  (a fixture)
from tests.staged import SITE, drawn, path_of, serve

pytestmark = pytest.mark.browser
PAGE = """{% block head %}<link rel="stylesheet" href="{% static "css/applications.css" %}">{% endblock %}
{% block content %}
{% file_drop url="/sort/" label="Drop all your papers here, or" accept=".pdf,.png" max_bytes=1000000 places="/places/" id="all" %}
<template id="paper-choices"><select class="form-select" name="kind"><option value="">Please choose</option>
<option value="licence">Business licence</option><option value="records">Service records</option></select></template>
<ul>
<li><a href="/a.pdf" target="_blank" data-preview="pdf">合同.pdf</a></li>
<li><a href="/b.png" target="_blank" data-preview="picture">店面.png</a></li>
<li><a href="/c.docx" id="plain">说明.docx</a></li>
</ul>
{% include "applications/preview.html" %}
{% endblock %}"""


class Site:
    """Answers the page; `known` says which names have a place."""

    def __init__(self):
        self.sent, self.loads = [], 0
        self.known = {"licence.pdf": {"code": "licence", "title": "Business licence"}}

    def __call__(self, route):
        path, body = path_of(route), route.request.post_data_buffer or b""
        if path == "/places/":
            names = [
                part.split(b"\r\n\r\n", 1)[1].split(b"\r\n")[0].decode() for part in body.split(b'name="name"')[1:]
            ]
            answer = {"places": [self.known.get(name) for name in names]}
            route.fulfill(body=json.dumps(answer), content_type="application/json")
        elif path == "/sort/":
            self.sent.append(body)
            route.fulfill(body='{"ok": true}', content_type="application/json")
        elif path == "/b.png":
            route.fulfill(body=cases.png().read(), content_type="image/png")
        elif path == "/":
            self.loads += 1
            serve(route, drawn(PAGE))
        else:
            serve(route)

    def kinds(self):
        """(name of the file, line) of each file sent."""
        return sorted(
            (body.split(b'filename="')[1].split(b'"')[0].decode(), value_of(body, b"kind")) for body in self.sent
        )


def value_of(body, name):
    parts = body.split(b'name="' + name + b'"\r\n\r\n')
    return parts[1].split(b"\r\n")[0].decode() if len(parts) > 1 else None


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


def chosen(page, *names):
    files = [{"name": name, "mimeType": "application/pdf", "buffer": b"%PDF"} for name in names]
    page.set_input_files("#all", files)


def test_a_file_whose_name_says_where_it_belongs_is_sent_there(page, site):
    with page.expect_navigation():
        chosen(page, "licence.pdf")
    assert site.kinds() == [("licence.pdf", "licence")]
    assert site.loads == 2  # the page shows the new state


def test_the_others_are_asked_about_before_they_are_sent(page, site):
    chosen(page, "scan1.pdf", "licence.pdf")
    question = page.get_by_label("Which paper is this? scan1.pdf")
    expect(question).to_be_visible()
    expect(page.locator(".upload", has_text="licence.pdf").locator(".upload-words")).to_have_text(
        "Uploaded: Business licence"
    )
    assert site.kinds() == [("licence.pdf", "licence")]
    send = page.get_by_role("button", name="Upload: scan1.pdf")
    send.click()
    expect(question).to_be_focused()
    question.select_option("records")
    with page.expect_navigation():
        send.click()
    assert site.kinds() == [("licence.pdf", "licence"), ("scan1.pdf", "records")]


def test_a_file_that_is_asked_about_can_be_dropped_again(page, site):
    chosen(page, "scan1.pdf")
    expect(page.get_by_label("Which paper is this? scan1.pdf")).to_be_visible()
    page.get_by_role("button", name="Cancel: scan1.pdf").click()
    expect(page.locator(".upload")).to_have_count(0)
    assert site.sent == []


def test_dropping_the_last_question_shows_what_was_taken_meanwhile(page, site):
    chosen(page, "scan1.pdf", "licence.pdf", "scan2.pdf")
    expect(page.locator(".upload", has_text="licence.pdf").locator(".upload-words")).to_have_text(
        "Uploaded: Business licence"
    )
    page.get_by_role("button", name="Cancel: scan1.pdf").click()
    expect(page.locator(".upload")).to_have_count(2)
    assert site.loads == 1
    with page.expect_navigation():
        page.get_by_role("button", name="Cancel: scan2.pdf").press("Enter")
    assert (site.kinds(), site.loads) == ([("licence.pdf", "licence")], 2)
    expect(page.locator("#all")).to_be_focused()


def test_the_page_that_shows_the_new_file_gives_the_focus_back(page, site):
    page.locator("#all").focus()
    with page.expect_navigation():
        chosen(page, "licence.pdf")
    expect(page.locator("#all")).to_be_focused()
    page.reload()
    expect(page.locator("body")).to_be_focused()  # only once, and only for that


def test_the_focus_comes_back_to_the_place_for_files_from_a_line_that_goes(page):
    chosen(page, "scan1.pdf")
    page.get_by_role("button", name="Cancel: scan1.pdf").press("Enter")
    expect(page.locator(".upload")).to_have_count(0)
    expect(page.locator("#all")).to_be_focused()


def test_the_focus_comes_back_from_a_question_that_was_answered(page, site):
    chosen(page, "scan1.pdf")
    page.get_by_label("Which paper is this? scan1.pdf").select_option("records")
    with page.expect_navigation():
        page.get_by_role("button", name="Upload: scan1.pdf").press("Enter")
    assert site.kinds() == [("scan1.pdf", "records")]
    expect(page.locator("#all")).to_be_focused()


def test_a_file_of_the_wrong_kind_is_not_asked_about(page, site):
    chosen(page, "scan.exe")
    expect(page.locator(".upload-words")).to_have_text("This kind of file is not accepted here.")
    expect(page.locator(".upload-question")).to_have_count(0)


def test_a_pdf_opens_in_a_dialog_and_escape_brings_back_to_its_link(page):
    page.get_by_role("link", name="合同.pdf").click()
    dialog = page.get_by_role("dialog", name="合同.pdf")
    expect(dialog.locator("iframe")).to_have_attribute("src", f"{SITE}/a.pdf#navpanes=0")
    expect(dialog.locator("iframe")).to_have_attribute("title", "合同.pdf")
    expect(dialog.get_by_role("button", name="Previous file")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name="合同.pdf")).to_be_focused()
    expect(page.locator("iframe")).to_have_count(0)


def test_one_goes_on_to_the_next_file_by_button_and_by_key(page):
    page.get_by_role("link", name="合同.pdf").press("Enter")
    dialog = page.locator("#preview")
    dialog.get_by_role("button", name="Next file").click()
    expect(dialog.locator("img")).to_have_attribute("alt", "店面.png")
    expect(dialog.get_by_role("heading", name="店面.png")).to_be_visible()
    expect(dialog.get_by_text("2 / 2")).to_be_visible()
    expect(dialog.get_by_role("button", name="Next file")).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(dialog.locator("iframe")).to_have_attribute("title", "合同.pdf")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="店面.png")).to_be_focused()


def test_the_picture_is_really_shown(page):
    page.get_by_role("link", name="店面.png").click()
    expect(page.locator("#preview img")).to_be_visible()
    page.wait_for_function("document.querySelector('#preview img').naturalWidth === 1")


def test_without_script_the_link_opens_the_file_itself(browser, site):  # noqa: F811
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("**/*", site)
    context.route("**/*", site)
    page.goto(f"{SITE}/")
    with context.expect_page() as opened:
        page.get_by_role("link", name="合同.pdf").click()
    assert opened.value.url == f"{SITE}/a.pdf"
    assert page.locator("#all").is_visible()
    context.close()
