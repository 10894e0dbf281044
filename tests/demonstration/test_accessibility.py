"""axe on every page of every role, in both languages, light and dark: nothing at all. And no page moves sideways at 320 px.

The pages are found by asking every address of the URL table as every role. Of hundreds of pages most are made of the same
parts; those are looked at in the browser which together hold every element in every surrounding that occurs anywhere, so
that a new page, or a new part of an old one, is looked at from the day it appears. What concerns a page as a whole is asked
of all of them in test_whole_pages.
"""

from itertools import groupby

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from tests.demonstration.conftest import CLIENTS, STAFF, pages_among
from tests.demonstration.situations import Visit
from tests.demonstration.surroundings import telling
from tests.demonstration.visitor import Visitor
from tests.journeys.browsing import browser  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.demonstration]
PEOPLE = ("", *STAFF, *CLIENTS)
PASSING = "passing"  # whoever meets a situation that was made for it
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
def pages(crawl, visited):
    """{person: visits} of the pages that hold everything which occurs on any page of anybody."""
    texts = {Visit(who, page.address): page.text for who in PEOPLE for page in pages_among(crawl(who))}
    assert len(texts) > 500
    texts |= {visit: page.text for visit, page in visited.items() if pages_among([page])}
    chosen = {who: [] for who in (*PEOPLE, PASSING)}
    for visit in telling(texts):
        chosen[PASSING if visit in visited else visit.person].append(visit)
    return {who: sorted(visits, key=str) for who, visits in chosen.items()}


@pytest.fixture
def window(browser, demonstration, password):  # noqa: F811
    """Opens a window in which somebody is signed in, reads one language and has done what goes before the visit."""
    contexts = []

    def open_window(visit, language):
        visitor = Visitor(demonstration.url, f"{visit.person}@demo.example" if visit.person else "", language)
        if visit.person:
            visitor.sign_in(password).speak(language)
        visitor.prepare(visit)
        context = browser.new_context(
            locale=LANGUAGES[language], reduced_motion="reduce", base_url=demonstration.url, viewport=WIDE
        )
        contexts.append(context)
        context.add_cookies([{"name": c.name, "value": c.value, "url": demonstration.url} for c in visitor.cookies])
        return context.new_page()

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
@pytest.mark.parametrize("person", [*PEOPLE, PASSING])
def test_pages_can_be_used_by_everybody(window, pages, person, language):
    axe, found = AXE_FILE_PATH.read_text(), {}
    for _reader, visits in groupby(pages[person], key=lambda visit: (visit.person, visit.before)):
        page = None
        for visit in visits:
            page = page or window(visit, language)
            assert page.goto(visit.address).status == 200, visit
            assert page.locator("html").get_attribute("lang") == language, visit
            if wrong := looked_at(page, axe):
                found[visit.address] = wrong
    assert found == {}


@pytest.mark.parametrize(("person", "address"), [("manager", "/home/"), ("mingtai", "/home/"), ("", "/")])
def test_open_menus_can_be_used_by_everybody(window, person, address):
    page, axe = window(Visit(person, address), "zh-hans"), AXE_FILE_PATH.read_text()
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
    page, axe = window(Visit("mingtai", address), "en"), AXE_FILE_PATH.read_text()
    assert page.goto(address).status == status
    assert looked_at(page, axe) == []
