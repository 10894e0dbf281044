"""The scoring form in a real browser on a phone's width: receipts, the running score, and what is not lost when a save fails."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as project
from django.db import connection
from playwright.sync_api import expect

from audits.actions import record_finding
from audits.models import Evidence, Finding
from tests.applications import cases as applications
from tests.audits import cases
from tests.journeys.browsing import PATIENCE, browser  # noqa: F401  (a fixture)
from tests.journeys.house import House, database_url

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def house(transactional_db, tmp_path):
    """The pages alone, in a process of their own that a test can end."""
    house = House(tmp_path, DATABASE_URL=database_url(connection.settings_dict), REDIS_URL="", BROKER_URL="memory://")
    house.environment["MEDIA_ROOT"] = str(project.MEDIA_ROOT)
    try:
        house.start("web")
        yield house
    finally:
        house.stop()


@pytest.fixture
def audit(organisation, auditor, other_auditor, audit_manager):
    return cases.on_site(
        organisation,
        leader=auditor,
        members=[other_auditor],
        audit_manager=audit_manager,
        exclusions={"5.2.3.3": "所售商品无需安装。"},
    )


@pytest.fixture
def page(browser, house, audit, auditor, client_of):  # noqa: F811
    """The auditor's telephone, signed in, on the page of indicator 5.1.2; no script may have failed in the end."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    cookie = client_of(auditor).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": house.url}])
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{house.url}/audits/{audit.reference}/scoring/5.1.2/")
    yield page
    context.close()
    assert faults == []


def clause(page, code):
    return page.locator(f'[data-clause="{code}"]')


def choose(page, code, outcome):
    clause(page, code).locator(".outcome", has_text=re.compile(rf"^\s*{outcome}\s*$")).click()


def receipt(page, code):
    return clause(page, code).locator(".receipt")


def saved(page, code):
    """Wait for the receipt of the clause."""
    expect(receipt(page, code)).to_contain_text(re.compile(r"已保存 \d\d:\d\d"))


def score(page):
    return page.locator("[data-score]")


def answers(audit):
    return list(audit.findings.values_list("clause", "outcome", "drawn", "failed", "reason", "remark"))


def test_every_click_is_saved_with_a_receipt_and_the_score_follows(page, audit):
    choose(page, "5.1.2.1", "不符合")
    saved(page, "5.1.2.1")
    expect(score(page)).to_have_text("0")
    choose(page, "5.1.2.1", "符合")
    expect(score(page)).to_have_text("100")

    choose(page, "5.1.2.2", "抽样")
    expect(receipt(page, "5.1.2.2")).to_have_text("尚未保存：请填写所需内容。")
    clause(page, "5.1.2.2").get_by_label("抽样数").fill("20")
    clause(page, "5.1.2.2").get_by_label("其中不符合数").fill("3")
    saved(page, "5.1.2.2")
    expect(clause(page, "5.1.2.2").locator('[data-fragment="points"]')).to_contain_text("得 4.25 分（分值 5）")
    # 5.25 of 6 points so far
    expect(score(page)).to_have_text("87.5")
    expect(page.locator('[data-fragment="bar"]')).to_contain_text("待评 94 分")
    expect(page.locator('[data-fragment="map"] [aria-current]')).to_contain_text("2/2")

    page.reload()
    expect(clause(page, "5.1.2.2").get_by_label("抽样数")).to_have_value("20")
    assert answers(audit) == [("5.1.2.1", "met", None, None, "", ""), ("5.1.2.2", "sampled", 20, 3, "", "")]


def test_typed_text_is_saved_by_itself_and_before_leaving(page, audit):
    choose(page, "5.1.2.1", "符合")
    saved(page, "5.1.2.1")
    clause(page, "5.1.2.1").locator("textarea[name=remark]").fill("查看了上岗证。")
    page.get_by_role("link", name="5.1.3").last.click()
    page.wait_for_url("**/scoring/5.1.3/")
    assert answers(audit) == [("5.1.2.1", "met", None, None, "", "查看了上岗证。")]


def test_the_applicants_exclusion_is_confirmed_by_one_tap(page, audit, house):
    page.goto(f"{house.url}/audits/{audit.reference}/scoring/5.2.3/")
    clause(page, "5.2.3.3").get_by_role("button", name="确认不适用").click()
    saved(page, "5.2.3.3")
    assert answers(audit) == [("5.2.3.3", "excluded", None, None, "所售商品无需安装。", "")]


def test_keys_answer_and_move_between_clauses(page, audit):
    clause(page, "5.1.2.1").click(position={"x": 5, "y": 5})
    page.keyboard.press("2")
    saved(page, "5.1.2.1")
    page.keyboard.press("n")
    page.keyboard.press("1")
    saved(page, "5.1.2.2")
    page.keyboard.press("p")
    page.keyboard.press("1")
    expect(score(page)).to_have_text("100")
    assert answers(audit) == [("5.1.2.1", "met", None, None, "", ""), ("5.1.2.2", "met", None, None, "", "")]


def test_a_dead_server_loses_no_answer(page, audit, house):
    house.stop()
    choose(page, "5.1.2.1", "不符合")
    clause(page, "5.1.2.1").locator("textarea[name=remark]").fill("三人无上岗证。")
    clause(page, "5.1.2.1").locator("textarea[name=remark]").blur()
    expect(receipt(page, "5.1.2.1")).to_have_text("未保存：没有网络连接。您填写的内容仍在此处。")
    expect(page.locator("[data-not-saved]")).to_be_visible()
    again = clause(page, "5.1.2.1").get_by_role("button", name="再次保存")
    expect(again).to_be_visible()
    assert Finding.objects.count() == 0

    questions = []
    page.once("dialog", lambda dialog: (questions.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.reload()")
    page.wait_for_timeout(500)
    assert questions == ["beforeunload"]
    expect(clause(page, "5.1.2.1").locator("textarea[name=remark]")).to_have_value("三人无上岗证。")

    house.start("web")
    again.click()
    saved(page, "5.1.2.1")
    expect(again).to_be_hidden()
    expect(page.locator("[data-not-saved]")).to_be_hidden()
    assert answers(audit) == [("5.1.2.1", "not_met", None, None, "", "三人无上岗证。")]


def test_a_failed_save_keeps_the_person_on_the_page(page, audit):
    page.route("**/scoring/clauses/**", lambda route: route.fulfill(status=503, body="busy"))
    choose(page, "5.1.2.1", "符合")
    expect(receipt(page, "5.1.2.1")).to_have_text("未保存：服务器未能接收。您填写的内容仍在此处。")
    page.get_by_role("link", name="5.1.3").last.click()
    expect(clause(page, "5.1.2.1")).to_be_focused()
    assert page.url.endswith("/scoring/5.1.2/")

    page.unroute("**/scoring/clauses/**")
    clause(page, "5.1.2.1").get_by_role("button", name="再次保存").click()
    saved(page, "5.1.2.1")
    page.get_by_role("link", name="5.1.3").last.click()
    page.wait_for_url("**/scoring/5.1.3/")
    assert answers(audit) == [("5.1.2.1", "met", None, None, "", "")]


def test_a_session_that_ended_says_so_and_the_answer_stays(page, audit, house, auditor, client_of):
    page.context.clear_cookies()
    choose(page, "5.1.2.1", "符合")
    expect(receipt(page, "5.1.2.1")).to_contain_text("登录已失效")
    cookie = client_of(auditor).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": house.url}])
    other = page.context.new_page()  # signing in again in another tab brings a new token as well
    other.goto(f"{house.url}/audits/{audit.reference}/scoring/")
    clause(page, "5.1.2.1").get_by_role("button", name="再次保存").click()
    saved(page, "5.1.2.1")
    assert answers(audit) == [("5.1.2.1", "met", None, None, "", "")]


def test_two_auditors_on_one_clause_choose_which_answer_stands(page, audit, other_auditor):
    record_finding(audit, "5.1.2.1", by=other_auditor, outcome="sampled", drawn=8, failed=2, remark="抽查八人。")
    choose(page, "5.1.2.1", "符合")
    box = clause(page, "5.1.2.1").locator("[data-conflict]")
    expect(box).to_contain_text("郑审查已保存")
    expect(box).to_contain_text("抽样 8 件，其中 2 件不符合。")
    expect(box).to_contain_text("您填写的，未保存")
    assert answers(audit) == [("5.1.2.1", "sampled", 8, 2, "", "抽查八人。")]

    box.get_by_role("button", name="保留已保存的").click()
    expect(clause(page, "5.1.2.1").get_by_label("抽样数")).to_have_value("8")
    choose(page, "5.1.2.1", "符合")
    saved(page, "5.1.2.1")
    assert answers(audit) == [("5.1.2.1", "met", None, None, "", "抽查八人。")]

    record_finding(audit, "5.1.2.2", by=other_auditor, outcome="met")
    choose(page, "5.1.2.2", "不符合")
    expect(clause(page, "5.1.2.2").locator("[data-conflict]")).to_be_visible()
    remark = clause(page, "5.1.2.2").locator("textarea[name=remark]")
    remark.fill("继续写。")
    remark.blur()
    expect(clause(page, "5.1.2.2").locator("[data-conflict]")).to_contain_text("不符合 · 继续写。")
    assert Finding.objects.get(clause="5.1.2.2").outcome == "met"  # writing on is no choice
    clause(page, "5.1.2.2").get_by_role("button", name="改为保存我的").click()
    saved(page, "5.1.2.2")
    assert Finding.objects.get(clause="5.1.2.2").outcome == "not_met"


def test_a_photograph_is_added_from_the_telephone(page, audit, tmp_path):
    photo = tmp_path / "现场.png"
    photo.write_bytes(applications.png().read())
    camera = clause(page, "5.1.2.1").locator("input[capture]")
    camera.set_input_files(photo)
    expect(clause(page, "5.1.2.1").locator(".evidence-list")).to_contain_text("现场.png")
    assert [(each.clause, each.stored.name) for each in Evidence.objects.all()] == [("5.1.2.1", "现场.png")]


def test_the_page_fits_a_phone_and_is_accessible(page):
    choose(page, "5.1.2.2", "抽样")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    heights = page.locator(".outcome").evaluate_all("faces => faces.map(face => face.getBoundingClientRect().height)")
    assert min(heights) >= 48
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
