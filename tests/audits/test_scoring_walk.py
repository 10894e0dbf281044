"""Walking through the clauses in a real browser: where the page opens, keys, what is said aloud, what stays in sight."""

# ruff: noqa: F811  (fixtures are imported by their names)

import re

import pytest
from playwright.sync_api import expect

from audits.actions import record_finding
from tests.audits.test_scoring_browser import (  # noqa: F401  (fixtures)
    answers,
    audit,
    browser,
    clause,
    house,
    page,
    receipt,
    saved,
    score,
)

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

# Of every element that can take the focus: is it covered by the bar, wholly or in part?
COVERED = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const bar = document.querySelector("[data-bar]");
  const covered = [];
  for (const each of document.querySelectorAll("main a, main button, main input, main textarea, main summary")) {
    if (bar.contains(each) || !each.checkVisibility() || each.disabled) continue;
    each.focus();
    if (document.activeElement !== each) continue;
    await frame(), await frame();
    const box = each.getBoundingClientRect(), over = bar.getBoundingClientRect();
    if (box.bottom > over.top + 1 && box.top < over.bottom - 1 && box.right > over.left && box.left < over.right)
      covered.push(each.outerHTML.slice(0, 80));
  }
  return covered;
}"""


def current(page):
    return page.locator("[data-clause][data-current]")


def open_page(page, house, audit, path):
    page.goto(f"{house.url}/audits/{audit.reference}/scoring/{path}")


def test_the_page_opens_at_the_first_clause_without_an_answer_or_at_the_one_addressed(page, house, audit, auditor):
    expect(current(page)).to_have_id("5.1.2.1")
    record_finding(audit, "5.1.2.1", by=auditor, outcome="met")
    open_page(page, house, audit, "5.1.2/")
    expect(current(page)).to_have_id("5.1.2.2")
    expect(current(page)).to_be_in_viewport(ratio=0.9)
    open_page(page, house, audit, "5.1.3/#5.1.3.3")
    expect(current(page)).to_have_id("5.1.3.3")
    expect(clause(page, "5.1.3.3")).to_be_focused()


def test_keys_answer_and_lead_on_with_nothing_focused_and_over_the_bounds_of_an_indicator(page, audit):
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("1")
    saved(page, "5.1.2.1")
    page.keyboard.press("n")
    expect(clause(page, "5.1.2.2")).to_be_focused()
    page.keyboard.press("2")
    saved(page, "5.1.2.2")
    page.keyboard.press("n")
    page.wait_for_url("**/scoring/5.1.3/#5.1.3.1")
    expect(clause(page, "5.1.3.1")).to_be_focused()
    page.keyboard.press("p")
    page.wait_for_url("**/scoring/5.1.2/#5.1.2.2")
    expect(clause(page, "5.1.2.2")).to_be_focused()
    assert answers(audit) == [("5.1.2.1", "met", None, None, "", ""), ("5.1.2.2", "not_met", None, None, "", "")]


def test_a_key_that_needs_figures_leads_into_them_and_escape_out_again(page, audit):
    page.keyboard.press("3")
    expect(clause(page, "5.1.2.1").get_by_label("抽样数")).to_be_focused()
    page.keyboard.type("20")
    page.keyboard.press("Tab")
    page.keyboard.type("1")
    page.keyboard.press("Escape")
    expect(clause(page, "5.1.2.1")).to_be_focused()
    saved(page, "5.1.2.1")
    page.keyboard.press("n")
    expect(clause(page, "5.1.2.2")).to_be_focused()
    assert answers(audit) == [("5.1.2.1", "sampled", 20, 1, "", "")]


def test_keys_do_nothing_while_somebody_types_or_once_they_are_turned_off(page, audit):
    remark = clause(page, "5.1.2.1").locator("textarea[name=remark]")
    remark.focus()
    page.keyboard.type("1np?2")
    expect(remark).to_have_value("1np?2")
    expect(current(page)).to_have_id("5.1.2.1")
    expect(clause(page, "5.1.2.1").locator("input[name=outcome]:checked")).to_have_count(0)
    remark.fill("")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="使用单键作答和移动").uncheck()
    page.keyboard.press("2")  # the dialog is open
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("1")
    page.keyboard.press("n")
    expect(current(page)).to_have_id("5.1.2.1")
    expect(clause(page, "5.1.2.1").locator("input[name=outcome]:checked")).to_have_count(0)
    assert answers(audit) == []


def test_a_key_answers_the_clause_in_sight_not_one_that_was_scrolled_away(page, audit):
    clause(page, "5.1.2.1").focus()
    page.mouse.move(180, 300)
    page.mouse.wheel(0, 5_000)
    expect(current(page)).to_have_id("5.1.2.2")
    page.keyboard.press("1")
    saved(page, "5.1.2.2")
    assert answers(audit) == [("5.1.2.2", "met", None, None, "", "")]


def test_the_way_on_is_under_the_thumb_and_the_main_button_once_answered(page):
    onwards = page.locator("[data-onwards] [data-step='1']")
    expect(onwards).to_have_class(re.compile("btn-secondary"))
    clause(page, "5.1.2.1").locator("[data-outcome=met]").click()
    saved(page, "5.1.2.1")
    expect(onwards).to_have_class(re.compile("btn-primary"))
    assert onwards.bounding_box()["height"] >= 48
    assert onwards.bounding_box()["y"] > 740 * 0.8
    onwards.click()
    expect(clause(page, "5.1.2.2")).to_be_focused()
    expect(onwards).to_have_class(re.compile("btn-secondary"))


def test_one_press_leads_on_right_after_a_remark_was_typed(page, audit):
    clause(page, "5.1.2.1").locator("[data-outcome=met]").click()
    saved(page, "5.1.2.1")
    clause(page, "5.1.2.1").locator("textarea[name=remark]").focus()
    page.keyboard.type("台账齐全。")
    page.locator("[data-onwards] [data-step='1']").click()
    expect(clause(page, "5.1.2.2")).to_be_focused()
    saved(page, "5.1.2.1")
    assert answers(audit) == [("5.1.2.1", "met", None, None, "", "台账齐全。")]


def test_a_save_leaves_the_focus_on_the_way_on(page):
    onwards = page.locator("[data-onwards] [data-step='1']")
    onwards.focus()
    page.keyboard.press("1")
    saved(page, "5.1.2.1")
    expect(onwards).to_be_focused()
    expect(onwards).to_have_class(re.compile("btn-primary"))


def test_one_sentence_is_said_aloud_for_each_save(page):
    said = page.locator("[data-said]")
    expect(said).to_have_text("")
    clause(page, "5.1.2.1").locator("[data-outcome=met]").click()
    expect(said).to_have_text("已保存。得分 100，五星级；已填写 1/47 项条款。")
    page.route("**/scoring/clauses/**", lambda route: route.fulfill(status=503, body="busy"))
    clause(page, "5.1.2.2").locator("[data-outcome=met]").click()
    expect(said).to_have_text("未保存：服务器未能接收。您填写的内容仍在此处。")
    live = page.locator("main :is([aria-live], [role=status], output):not(.uploads)")
    assert live.evaluate_all("all => all.map(each => each.hasAttribute('data-said'))") == [True]


def test_what_is_left_half_filled_in_stays_impossible_to_miss(page, audit):
    clause(page, "5.1.2.1").locator("[data-outcome=sampled]").click()
    expect(page.locator("[data-not-saved]")).to_be_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("1")
    saved(page, "5.1.2.2")
    expect(page.locator("[data-not-saved]")).to_be_visible()
    page.locator("[data-onwards] [data-step='1']").click()
    expect(clause(page, "5.1.2.1")).to_be_focused()
    expect(receipt(page, "5.1.2.1")).to_have_text("尚未保存：请填写所需内容。")
    assert page.url.partition("#")[0].endswith("/scoring/5.1.2/")
    assert answers(audit) == [("5.1.2.2", "met", None, None, "", "")]


@pytest.mark.parametrize("size", [(1440, 900), (720, 450), (360, 740), (320, 480), (320, 256)])
def test_the_bar_stays_in_sight_and_covers_nothing_that_has_the_focus(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    expect(score(page)).to_be_in_viewport(ratio=1)
    assert page.evaluate(COVERED) == []
    expect(score(page)).to_be_in_viewport(ratio=1)
    assert page.locator("[data-bar]").bounding_box()["height"] < size[1] / 2


def test_the_map_is_folded_on_a_phone_and_opens_by_a_press(page):
    link = page.locator("#map").get_by_role("link", name=re.compile("^5.1.3"))
    expect(link).to_be_hidden()
    page.locator("#map > summary").click()
    expect(link).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.reload()
    expect(link).to_be_visible()


def test_a_remark_is_one_line_that_grows(page):
    remark = clause(page, "5.1.2.1").locator("textarea[name=remark]")
    line = remark.bounding_box()["height"]
    assert line <= 44
    remark.fill("一。\n二。\n三。\n四。")
    assert remark.bounding_box()["height"] > line + 40
