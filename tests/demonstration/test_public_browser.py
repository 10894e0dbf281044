"""Public pages as a stranger's phone meets them: light on the first visit, and whole without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.demonstration.conftest import manage
from tests.demonstration.test_crawl import column
from tests.journeys.browsing import browser  # noqa: F401  (a fixture)

pytestmark = [pytest.mark.browser, pytest.mark.demonstration]
MOST = 100_000  # bytes on the first visit
PHONE = {"width": 360, "height": 640}


@pytest.fixture
def number(demonstration):
    [found] = column(
        demonstration.database, "select max(reference) from certificates_certificate where state = 'valid'"
    )
    return found


@pytest.fixture
def sealed(demonstration, number):
    """The same number, its PDF sealed: here no worker has done it."""
    deed = (
        "from certificates.actions import seal_certificate; from certificates.models import Seal; "
        f"seal_certificate(Seal.objects.get(certificate__reference='{number}'))"
    )
    done = manage(demonstration.house.environment, "shell", "-c", deed)
    assert done.returncode == 0, done.stderr
    return number


@pytest.fixture
def stranger(browser, demonstration):  # noqa: F811
    """Opens a page of a window that knows nothing yet: `stranger(java_script_enabled=False)`."""
    windows = []

    def open_window(**facts):
        context = browser.new_context(locale="en-GB", viewport=PHONE, base_url=demonstration.url, **facts)
        windows.append(context)
        return context.new_page()

    yield open_window
    for context in windows:
        context.close()


@pytest.mark.parametrize("address", ["/", "/register/", "/verify/", "/verify/{number}/", "/verify/00000SC00000R0/"])
def test_a_first_visit_transfers_less_than_100_kb(stranger, number, address):
    page = stranger()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    transferred = []
    session.on("Network.loadingFinished", lambda event: transferred.append(event["encodedDataLength"]))
    page.goto(address.format(number=number), wait_until="networkidle")
    assert len(transferred) > 8  # the page, its styles, its scripts, the icon
    assert sum(transferred) < MOST


@pytest.mark.parametrize("address", ["/", "/register/", "/verify/{number}/"])
def test_the_first_screen_of_a_phone_scrolls_one_way_only(stranger, number, address):
    page = stranger()
    page.goto(address.format(number=number))
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_first_screen_answers_a_buyer(stranger, number):
    """Number, word, day, holder, stars and last day stand within 360 × 640, the notice of a demonstration included."""
    page = stranger()
    page.goto(f"/verify/{number}/")
    for part in (
        ".answer-number",
        ".plate-word",
        ".plate-today",
        ".glance dd >> nth=0",
        ".glance .level",
        ".glance time",
    ):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], part
    assert page.locator(".plate-word").evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= 40


def test_a_number_is_checked_without_javascript(stranger, number):
    page = stranger(java_script_enabled=False)
    page.goto("/")
    page.fill("#number", f" {number.lower()[:5]} {number.lower()[5:]} ")
    page.click(".hero-check button")
    expect(page).to_have_url(re.compile(f"/verify/{number}/$"))
    expect(page.locator(".plate-word")).to_have_text("Valid")
    page.fill("#number", number[:-1] + "9")
    page.click(".check-box button")
    expect(page.locator(".plate-word")).to_have_text("No such certificate")


def test_the_register_is_searched_without_javascript(stranger, number):
    page = stranger(java_script_enabled=False)
    page.goto("/")
    page.click("text=Look a company up in the register")
    page.fill("input[name=q]", number)
    page.select_option("select[name=state]", "valid")
    page.click(".filter-bar button")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.click("tbody a")
    expect(page).to_have_url(re.compile(f"/verify/{number}/$"))


def test_a_file_is_compared_without_javascript(stranger, sealed, tmp_path):
    paper = tmp_path / "copy.pdf"
    paper.write_bytes(b"%PDF-1.7\nnot ours\n%%EOF")
    page = stranger(java_script_enabled=False)
    page.goto(f"/verify/{sealed}/")
    page.set_input_files("input[name=pdf]", paper)
    page.click(".verify-file button")
    expect(page.locator(".verdict-file .verdict-state")).to_have_text("Not ours: do not rely on this file")
