"""Where the focus is can be seen, in every part of a field that has parts."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.journeys.browsing import browser  # noqa: F401  (a fixture)

pytestmark = pytest.mark.browser
SHEETS = ("css/tokens.css", "css/base.css", "css/forms.css")
FIELD = '<input type="date" class="form-control" aria-label="Day"><a href="#">On</a>'
RING = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.querySelector("input"));
  return [outlineStyle, outlineWidth];
}"""


def test_a_date_field_shows_the_focus_in_each_of_its_parts(browser):  # noqa: F811
    page = browser.new_page()
    style = "".join(Path(finders.find(sheet)).read_text() for sheet in SHEETS)
    page.set_content(f"<style>{style}</style>{FIELD}")
    assert page.evaluate(RING)[0] == "none"
    for _part in ("year", "month", "day", "the button that opens the calendar"):
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.type") == "date"
        assert page.evaluate(RING) == ["solid", "3px"]
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.localName") == "a"
    assert page.evaluate(RING)[0] == "none"
    page.close()
