"""axe on every page of every role, in both languages, light and dark: nothing at all. And no page moves sideways at 320 px.

The pages are found by asking every address of the URL table as every role. Of hundreds of pages most are made of the same
parts; those are looked at in the browser which together hold every element in every surrounding that occurs anywhere, so
that a new page, or a new part of an old one, is looked at from the day it appears. What concerns a page as a whole is asked
of all of them in test_whole_pages.
"""

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from tests.demonstration.conftest import CLIENTS, STAFF, pages_among
from tests.demonstration.surroundings import telling
from tests.journeys.browsing import browser  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.demonstration]
PEOPLE = ("", *STAFF, *CLIENTS)
LANGUAGES = {"zh-hans": "zh-CN", "en": "en-GB"}
EVERYTHING = "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
COLOURS = "axe.run(document, {resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block']})"
UNFOLD = "for (const fold of document.querySelectorAll('details:not([data-menu])')) fold.open = true"
# The colours have changed once a frame has been drawn.
DARK = """new Promise(done => {
  document.documentElement.dataset.bsTheme = 'dark';
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def pages(crawl):
    """{person: addresses} of the pages that hold everything which occurs on any page of anybody."""
    texts = {(person, page.address): page.text for person in PEOPLE for page in pages_among(crawl(person))}
    assert len(texts) > 500
    chosen = telling(texts)
    return {person: [address for someone, address in chosen if someone == person] for person in PEOPLE}


@pytest.fixture
def window(browser, demonstration, password):  # noqa: F811
    """Opens a window in which somebody is signed in and reads one language."""
    contexts = []

    def open_window(person, language):
        context = browser.new_context(
            locale=LANGUAGES[language], reduced_motion="reduce", base_url=demonstration.url, viewport=WIDE
        )
        contexts.append(context)
        page = context.new_page()
        if person:
            page.goto("/accounts/login/")
            page.fill("input[name=login]", f"{person}@demo.example")
            page.fill("input[name=password]", password)
            page.locator("form[action='/accounts/login/'] button[type=submit]").click()
            page.wait_for_url("**/home/")
        if page.locator("html").get_attribute("lang") != language and person:
            page.locator("form[action='/i18n/setlang/'] button").first.click()
        return page

    yield open_window
    for context in contexts:
        context.close()


def findings(page, axe, question):
    """(rule, impact, first place, how many places) of each violation."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    return [
        (each["id"], each["impact"], each["nodes"][0]["html"][:160], len(each["nodes"]))
        for each in page.evaluate(question)["violations"]
    ]


def looked_at(page, axe):
    """Everything that is wrong with the open page."""
    page.evaluate(UNFOLD)
    found = findings(page, axe, EVERYTHING)
    page.evaluate(DARK)
    found += [("dark", *each) for each in findings(page, axe, COLOURS)]
    page.set_viewport_size(NARROW)
    if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
        found.append(("moves sideways at 320 px", width))
    page.set_viewport_size(WIDE)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", PEOPLE)
def test_pages_can_be_used_by_everybody(window, pages, person, language):
    page, axe = window(person, language), AXE_FILE_PATH.read_text()
    found = {}
    for address in pages[person]:
        assert page.goto(address).status == 200, address
        assert page.locator("html").get_attribute("lang") == language, address
        if wrong := looked_at(page, axe):
            found[address] = wrong
    assert found == {}


@pytest.mark.parametrize(("person", "address"), [("manager", "/home/"), ("mingtai", "/home/"), ("", "/")])
def test_open_menus_can_be_used_by_everybody(window, person, address):
    page, axe = window(person, "zh-hans"), AXE_FILE_PATH.read_text()
    page.goto(address)
    found = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        for menu in page.locator("details[data-menu] > summary:visible").all():
            menu.click()
            found += findings(page, axe, EVERYTHING)
            page.keyboard.press("Escape")
    assert found == []


@pytest.mark.parametrize(
    ("address", "status"), [("/applications/A-0000-0000/", 404), ("/staff/", 403), ("/verify/00000SC00000R0/", 404)]
)
def test_refusals_can_be_read_by_everybody(window, address, status):
    page, axe = window("mingtai", "en"), AXE_FILE_PATH.read_text()
    assert page.goto(address).status == status
    assert looked_at(page, axe) == []
