"""The person with a keyboard alone notices what such a person would notice, and has nothing but keys."""

import pytest

from tests.journeys.keyboard import KeyboardPerson

pytestmark = pytest.mark.browser
PAGE = """<style>:focus-visible, input[type=date]:focus-within { outline: 3px solid blue } %s</style>
<a class="skip-link" href="#main">Skip</a>
<a href="#menu">Menu</a><main id="main" tabindex="-1"><button id="first">First</button>
<label><input type="radio" name="level" value="3">Three</label><label><input type="radio" name="level" value="4">Four</label>
<input type="date" aria-label="Day"><button id="last" onclick="document.title = 'pressed'">Last</button></main>"""


@pytest.fixture
def person(browser, keys_only):
    context = browser.new_context(**KeyboardPerson.CONTEXT)
    yield KeyboardPerson(context, "", name="Somebody", language="en")
    context.close()


def test_everything_goes_by_keys(person):
    person.page.set_content(PAGE % "")
    person.tick(person.page.get_by_label("Four"))
    person.write(person.page.get_by_label("Day"), "2026-02-01")
    person.press("Last")
    assert person.page.title() == "pressed"
    assert person.page.get_by_label("Day").input_value() == "2026-02-01"


def test_a_date_is_typed_from_behind_too(person):
    person.page.set_content(PAGE % "")
    person.reach(person.page.locator("#last"))
    person.write(person.page.get_by_label("Day"), "2026-11-25")
    assert person.page.get_by_label("Day").input_value() == "2026-11-25"


def test_the_link_over_the_frame_is_used(person):
    person.page.set_content(PAGE % "")
    person.reach(person.page.locator("#first"))
    assert person.presses == 3  # Tab to the link, Enter, Tab; the menu is passed over


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        ("#first { outline: none }", "<button#first> “First” looks with the focus as it does without"),
        (
            "#main::after { content: ''; position: fixed; inset: 0; background: white }",
            "has the focus and cannot be seen",
        ),
        ("#first { position: fixed; left: -500px }", "<button#first> “First” has the focus and cannot be seen"),
    ],
)
def test_a_focus_that_cannot_be_seen_is_a_fault(person, style, fault):
    person.page.set_content(PAGE % style)
    with pytest.raises(AssertionError, match=fault):
        person.press("Last")
    assert person.page.title() == ""


def test_a_focus_that_goes_with_what_had_it_is_a_fault(person):
    person.page.set_content((PAGE % "").replace('id="first"', 'id="first" onclick="this.remove()"'))
    person.press("First")
    with pytest.raises(AssertionError, match="“First” had the focus, and now nothing has it"):
        person.press("Last")


def test_what_the_keys_do_not_reach_is_a_fault(person):
    person.page.set_content((PAGE % "").replace('id="last"', 'id="last" tabindex="-1"'))
    with pytest.raises(AssertionError, match="the keyboard does not reach"):
        person.press("Last")


@pytest.mark.parametrize("deed", ["click", "tap", "check", "focus", "dispatch_event"])
def test_there_is_no_other_way(person, deed):
    person.page.set_content(PAGE % "")
    with pytest.raises(AssertionError, match="no mouse"):
        getattr(person.page.locator("#last"), deed)()
    with pytest.raises(AssertionError, match="no mouse"):
        person.page.mouse.click(1, 1)
    assert person.page.title() == ""
