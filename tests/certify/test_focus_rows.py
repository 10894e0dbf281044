"""A list that grows and shrinks under the keyboard keeps the focus: in the new row, or at the button that adds one."""

import mimetypes
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from tests.journeys.browsing import browser  # noqa: F401  (a fixture)

pytestmark = pytest.mark.browser
SITE = "http://rows.test"
SWAP = 'hx-post="/" hx-target="#rows" hx-select="#rows" hx-swap="outerHTML"'
HEAD = """<!doctype html><script src="/static/vendor/htmx.min.js" defer></script>
<script src="/static/js/forms.js" type="module"></script>"""


def rows(count):
    row = f'<fieldset><button name="remove" value="0" {SWAP}>Remove</button><input type="hidden"><input class="site"></fieldset>'
    return f'{HEAD}<form><div id="rows">{row * count}<button name="add" value="1" {SWAP}>Add</button></div></form>'


@pytest.fixture
def page(browser):  # noqa: F811
    page = browser.new_page()
    count = [1]

    def answer(route):
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            file = finders.find(path.removeprefix("/static/"))
            return route.fulfill(path=file, content_type=mimetypes.guess_type(file)[0])
        if route.request.method == "POST":
            count[0] += 1 if "add" in (route.request.post_data or "") else -1
        return route.fulfill(body=rows(count[0]), content_type="text/html")

    page.route("**/*", answer)
    page.goto(f"{SITE}/")
    yield page
    page.close()


def test_a_new_row_begins_in_its_first_field(page):
    page.get_by_role("button", name="Add").press("Enter")
    expect(page.locator("fieldset")).to_have_count(2)
    expect(page.locator("fieldset .site").nth(1)).to_be_focused()


def test_a_row_that_goes_leads_back_to_the_button_that_adds_one(page):
    page.get_by_role("button", name="Remove").press("Enter")
    expect(page.locator("fieldset")).to_have_count(0)
    expect(page.get_by_role("button", name="Add")).to_be_focused()
