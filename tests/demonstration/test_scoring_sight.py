"""Every clause of the demonstration's running audit on four screens: the clause, its answer and the score seen at once."""

import pytest
from playwright.sync_api import expect

from tests.demonstration.situations import Visit
from tests.demonstration.test_accessibility import window  # noqa: F401  (a fixture)
from tests.demonstration.test_crawl import column
from tests.journeys.browsing import browser  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.demonstration]

CLAUSES = 47
# What lies outside the part of the window that the bar leaves free, and outcomes that are too low for a thumb.
AMISS = """() => {
  const bar = document.querySelector("[data-bar]"), over = bar.getBoundingClientRect();
  const below = getComputedStyle(bar).position === "fixed";
  const top = below ? 0 : over.bottom, bottom = below ? over.top : innerHeight;
  const article = document.querySelector("[data-current]"), amiss = [];
  if (over.top < 0 || over.bottom > innerHeight) amiss.push("bar");
  for (const place of ["h2", ".clause-ask", ".clause-known", ".outcome", ".receipt", ".answer-points"])
    for (const each of article.querySelectorAll(place)) {
      const box = each.getBoundingClientRect();
      if (box.top < top - 1 || box.bottom > bottom + 1 || box.left < 0 || box.right > innerWidth) amiss.push(place);
      if (place === ".outcome" && box.height < 48) amiss.push("low");
    }
  if (document.documentElement.scrollWidth > innerWidth) amiss.push("sideways");
  return amiss;
}"""


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844), (360, 640)])
def test_a_clause_its_answer_and_the_score_are_seen_at_once(window, demonstration, size):  # noqa: F811
    page = window(Visit("leader", "/home/"), "zh-hans")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    [audit] = column(demonstration.database, "select max(reference) from audits_audit where state = 'on_site'")
    page.goto(f"/audits/{audit}/scoring/5.1.1/#5.1.1.1")
    current, seen = page.locator("[data-current]"), {}
    while "/specials/" not in page.url:
        code = current.get_attribute("id")
        seen[code] = page.evaluate(AMISS)
        page.keyboard.press("n")
        page.wait_for_function(
            "code => location.pathname.endsWith('/specials/') || (document.readyState === 'complete' && "
            "(document.querySelector('[data-current]')?.id ?? code) !== code)",
            arg=code,
        )
    assert len(seen) == CLAUSES
    assert {code: amiss for code, amiss in seen.items() if amiss} == {}


def test_a_folded_text_opens_and_nothing_of_it_is_lost(window, demonstration):  # noqa: F811
    page = window(Visit("leader", "/home/"), "zh-hans")
    page.set_viewport_size({"width": 360, "height": 640})
    [audit] = column(demonstration.database, "select max(reference) from audits_audit where state = 'on_site'")
    page.goto(f"/audits/{audit}/scoring/5.1.2/")
    more = page.get_by_role("button", name="更多").first
    box = page.locator(f"#{more.get_attribute('aria-controls')}")
    assert box.evaluate("each => each.scrollHeight > each.clientHeight + 2")
    more.click()
    assert box.evaluate("each => each.scrollHeight <= each.clientHeight + 2")
    expect(page.get_by_role("button", name="收起").first).to_have_attribute("aria-expanded", "true")
