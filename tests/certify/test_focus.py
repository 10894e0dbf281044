"""Where the focus is can be seen: it is marked, in every part of a field that has parts, and nothing covers it."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.journeys.browsing import browser  # noqa: F401  (a fixture)

pytestmark = pytest.mark.browser
SHEETS = ("css/tokens.css", "css/base.css", "css/forms.css", "css/lists.css")
FIELD = '<input type="%s" class="form-control" aria-label="Day"><a href="#">On</a>'
RING = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.querySelector("input"));
  return [outlineStyle, outlineWidth];
}"""


CLAUSES = "".join(f"<p>Clause {number}</p><button>{number}</button>" for number in range(40))
BAR = f"""<main class="page"><div class="sticky-bar">Clauses evaluated<br>27 of 47<br>To be clarified: 1</div>
{CLAUSES}</main>"""
CLEAR = """() => {
  const bar = document.querySelector(".sticky-bar").getBoundingClientRect();
  const { top, bottom } = document.activeElement.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight && (bottom <= bar.top || top >= bar.bottom);
}"""


@pytest.fixture
def page(browser):  # noqa: F811
    page = browser.new_page()
    yield page
    page.close()


def dressed(html):
    style = "".join(Path(finders.find(sheet)).read_text() for sheet in SHEETS)
    return f"<!doctype html><style>{style}</style>{html}"


@pytest.mark.parametrize("width", [1280, 360])
def test_a_bar_that_stays_does_not_cover_the_focus(page, width):
    page.set_viewport_size({"width": width, "height": 700})
    page.set_content(dressed(BAR))
    for key in ("Tab", "Shift+Tab"):
        for _button in range(40 if key == "Tab" else 39):
            page.keyboard.press(key)
            assert page.evaluate(CLEAR), page.evaluate("() => document.activeElement.textContent")
    assert page.evaluate("() => document.activeElement.textContent") == "0"


@pytest.mark.parametrize("kind", ["date", "time"])
def test_a_field_with_parts_shows_the_focus_in_each_of_them(page, kind):
    page.set_content(dressed(FIELD % kind))
    assert page.evaluate(RING)[0] == "none"
    page.keyboard.press("Tab")
    parts = 0
    while page.evaluate("() => document.activeElement.type") == kind:
        assert page.evaluate(RING) == ["solid", "3px"]
        page.keyboard.press("Tab")
        parts += 1
    assert (
        parts == 4
    )  # year, month, day or hour, minute, half of the day; and the button that opens the calendar or clock
    assert page.evaluate("() => document.activeElement.localName") == "a"
    assert page.evaluate(RING)[0] == "none"
