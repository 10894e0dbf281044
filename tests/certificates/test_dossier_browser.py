"""The dossier in a real browser: one screen for conclusion and vote, folds, contents that follow, paper that shows all."""

import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import expect

from tests.journeys.browsing import PATIENCE, browser  # noqa: F401  (a fixture)
from tests.journeys.house import House, database_url

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture
def house(transactional_db, tmp_path):
    house = House(tmp_path, DATABASE_URL=database_url(connection.settings_dict), REDIS_URL="", BROKER_URL="memory://")
    try:
        house.start("web")
        yield house
    finally:
        house.stop()


@pytest.fixture
def page(browser, house, decision, members, client_of):  # noqa: F811
    """A member's screen on the dossier of a report that nobody voted on; no script may have failed in the end."""
    context = browser.new_context(viewport=WIDE, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    type(members[0]).objects.update(language="en")
    cookie = client_of(members[0]).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": house.url}])
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(house.url + decision.get_absolute_url())
    yield page
    context.close()
    assert faults == []


def top(page, selector):
    return page.locator(selector).bounding_box()["y"]


def test_conclusion_and_vote_are_on_the_first_screen_and_the_vote_stays(page):
    for place in (".conclusion", ".conclusion-team", ".conclusion-notes", ".vote-form button[type=submit]"):
        expect(page.locator(place)).to_be_in_viewport(ratio=1)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator(".vote-form button[type=submit]")).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_vote_follows_the_conclusion_and_nothing_is_sideways(page):
    page.set_viewport_size(PHONE)
    assert top(page, "#conclusion") < top(page, "#vote") < top(page, "#supports") < top(page, "#everything")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_vote_is_cast_with_three_presses_and_the_reasons(page, decision, members):
    page.get_by_label("Refuse certification").check()
    page.get_by_label("Your reasons").fill("抽样不足。")
    page.get_by_label("I have no interest in this client and took no part in its evaluation.").check()
    page.get_by_role("button", name="Cast the vote").click()
    expect(page.get_by_text("Your vote is cast.")).to_be_visible()
    votes = decision.votes.values_list("user", "position", "reason")
    assert list(votes) == [(members[0].pk, "refuse", "抽样不足。")]


def test_a_vote_is_cast_by_keyboard_alone(page, decision):
    page.locator(".vote-form input[type=radio]").first.focus()
    for key in ("Space", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("证据充分。")
    for key in ("Tab", "Space", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("Your vote is cast.")).to_be_visible()
    assert list(decision.votes.values_list("position", "reason")) == [("grant", "证据充分。")]


def test_a_link_opens_the_folded_part_and_the_contents_say_where_one_is(page):
    contents = page.get_by_role("navigation", name="Parts of the dossier")
    expect(contents.locator("[aria-current]")).to_have_text("Conclusion")
    expect(page.locator("#all-clauses")).to_be_hidden()
    contents.get_by_role("link", name="All clauses").click()
    expect(page.locator("#all-clauses")).to_be_visible()
    expect(contents.locator("[aria-current]")).to_have_text("All clauses")
    page.locator("#clauses > summary").press("Enter")
    expect(page.locator("#all-clauses")).to_be_hidden()


def test_paper_shows_everything_and_the_screen_is_as_before(page, tmp_path, decision):
    sheet = tmp_path / "dossier.pdf"
    page.pdf(path=sheet)
    text = subprocess.run(["pdftotext", "-raw", sheet, "-"], capture_output=True, check=True, text=True).stdout
    words = "".join(text.split())
    for wanted in (decision.audit.application.agreement.reference, decision.score_sheet.sha256, "ASM-2023-0101"):
        assert wanted in words
    assert "Castthevote" not in words
    page.wait_for_function("!document.querySelector('details.part[open]')")


def test_paper_shows_everything_without_the_script_too(browser, house, decision, page, tmp_path):  # noqa: F811
    plain = page.context.browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    sheet = plain.new_page()
    sheet.goto(house.url + decision.get_absolute_url())
    sheet.pdf(path=tmp_path / "plain.pdf")
    plain.close()
    text = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "plain.pdf", "-"], capture_output=True, check=True, text=True
    ).stdout
    assert decision.score_sheet.sha256 in "".join(text.split())


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_axe_finds_nothing_with_everything_open(page, size):
    page.set_viewport_size(size)
    page.evaluate("document.querySelectorAll('.dossier details').forEach(each => { each.open = true })")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
