"""Somebody who has a keyboard and nothing else, and who looks at every stop where the focus is."""

import pytest
from playwright.sync_api import ElementHandle, Locator, Mouse, Page, Touchscreen, expect

from tests.journeys.person import Person

MOST_STOPS = 800  # between two controls of one page; a way that is longer is lost
WITHOUT_KEYS = (
    *("check", "clear", "click", "dblclick", "dispatch_event", "drag_and_drop", "drag_to", "fill", "focus", "hover"),
    *("press", "press_sequentially", "select_option", "set_checked", "set_input_files", "tap", "type", "uncheck"),
)
MOUSE = ("click", "dblclick", "down", "move", "up", "wheel")

# Where is the focus, seen from `target`, and can it be seen? What stands for a control may be its label or what follows it.
STOP = """async (target) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const faces = (one) => [one, ...(one.labels ?? [])];
  const ring = (one) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(one);
    return outlineStyle === "none" ? boxShadow : [outlineStyle, outlineWidth, outlineColor, boxShadow].join(" ");
  };
  const around = (one) => [...faces(one), one.parentElement, one.nextElementSibling].filter(Boolean);
  const style = (one) => around(one).map(ring).join(" | ");
  const arrived = (one) => Promise.allSettled(around(one).flatMap((part) => part.getAnimations().map((each) => each.finished)));
  const words = (one) => one.getAttribute("aria-label") ?? one.labels?.[0]?.innerText ?? one.innerText ?? "";
  const name = (one) => `<${one.localName}${one.id && "#" + one.id}> “${words(one).trim().slice(0, 40)}”`;
  const points = ({ left, right, top, bottom }) => [
    [(left + right) / 2, (top + bottom) / 2],
    ...[left + 2, right - 2].flatMap((x) => [[x, top + 2], [x, bottom - 2]]),
  ];
  const shows = (one, [x, y]) => faces(one).some((face) => face.contains(document.elementFromPoint(x, y)));
  const seen = (one) =>
    faces(one).some((face) => [...face.getClientRects()].flatMap(points).some((point) => shows(one, point)));

  const here = document.activeElement;
  const left = window.keyboardStop;
  if (!here || here === document.body) return { place: "the top of the page", top: true, way: "Tab", left: left?.name };
  const faults = [];
  await arrived(here);
  if (left && left.element.isConnected && left.element !== here && style(left.element) === left.style)
    faults.push(`${name(left.element)} looks with the focus as it does without: ${left.style}`);
  for (let frames = 0; frames < 30 && !seen(here); frames += 1) await frame();
  if (!seen(here)) faults.push(`${name(here)} has the focus and cannot be seen`);
  window.keyboardStop = { element: here, style: style(here), name: name(here) };
  const together = here.name === target.name && here.form === target.form;
  return {
    place: name(here),
    faults,
    there: here === target,
    group: together && here.type === "radio" && target.type === "radio",
    way: here.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING ? "Shift+Tab" : "Tab",
  };
}"""

DATE_ORDERS = ("ymd", "dmy", "mdy")


@pytest.fixture
def keys_only(monkeypatch):
    """For as long as the test: whatever would do without the keyboard raises."""

    def refuse(*_arguments, **_options):
        raise AssertionError("A person with a keyboard alone has no mouse, no finger and no script.")

    for thing in (Page, Locator, ElementHandle):
        for deed in WITHOUT_KEYS:
            if hasattr(thing, deed):
                monkeypatch.setattr(thing, deed, refuse)
    for deed in MOUSE:
        monkeypatch.setattr(Mouse, deed, refuse)
    monkeypatch.setattr(Touchscreen, "tap", refuse)


class KeyboardPerson(Person):
    """Tab, Shift+Tab, arrows, space, Enter, typed text, and on the page of scoring its documented keys."""

    CONTEXT = {"reduced_motion": "reduce"}

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.presses = 0
        self.page.on("filechooser", lambda _chooser: None)  # so that none opens which nobody listens to

    # --- moving -------------------------------------------------------------------------------------------------------

    def hit(self, key):
        self.presses += 1
        self.page.keyboard.press(key)

    def stop(self, control):
        """Where the focus is, seen from the control; it must be visible there."""
        here = control.evaluate(STOP)
        assert not here.get("faults"), f"{self.path}: {here['faults']}"
        return here

    def reach(self, control, *, group=False):
        """Tab to the control (or, of radio buttons, to the one that stands for the group); returns where that is."""
        expect(control).to_be_attached()
        way, turns, places = "", 0, []
        for _stop in range(MOST_STOPS):
            here = self.stop(control)
            places.append(here["place"])
            if here.get("there") or (group and here.get("group")):
                return here
            turns += bool(way) and way != here["way"]
            if turns > 2:
                break
            way = here["way"]
            if here.get("top") and len(places) == 1:
                assert not here.get("left"), f"{self.path}: {here['left']} had the focus, and now nothing has it"
                self.skip(control)
            else:
                self.hit(way)
        raise AssertionError(f"{self.path}: the keyboard does not reach {control}. The way: {places[-12:]}")

    def skip(self, control):
        """From the top of a page: over its frame by the link that is there for it, if the control lies behind."""
        self.hit("Tab")
        if control.evaluate(
            "(one) => document.activeElement?.matches('.skip-link') && document.querySelector('#main').contains(one)"
        ):
            self.stop(control)
            self.hit("Enter")

    # --- how hands do it ----------------------------------------------------------------------------------------------

    def activate(self, control):
        self.reach(control)
        expect(control).to_be_enabled()
        self.hit("Enter")
        self.settle()

    def write(self, field, text):
        self.reach(field)
        if field.get_attribute("type") == "date":
            return self.write_date(field, text)
        if field.input_value():
            self.hit("Control+A")
            self.hit("Delete")
        self.page.keyboard.type(str(text))
        self.presses += len(str(text))
        return expect(field).to_have_value(str(text))

    def write_date(self, field, day):
        """Figure by figure, in the order in which this browser asks for year, month and day."""
        parts = dict(zip("ymd", day.split("-"), strict=True))
        if field.evaluate("(one) => one.matches(':focus-within') && !one.matches(':focus')"):
            self.hit("Shift+Tab")  # from the button of its calendar, where one arrives from behind
        for order in DATE_ORDERS:
            for _part in order:
                self.hit("ArrowLeft")
            for part in order:
                self.page.keyboard.type(parts[part])
                if part == "y":
                    self.hit("ArrowRight")
            if field.input_value() == day:
                return
        raise AssertionError(f"{self.path}: {day} cannot be typed; there is {field.input_value()!r}")

    def tick(self, box):
        if box.get_attribute("type") == "radio":
            self.turn_to(box)
        else:
            self.reach(box)
        if not box.is_checked():
            self.hit("Space")
        expect(box).to_be_checked()

    def turn_to(self, radio):
        """The group by Tab, the button in it by the arrows."""
        here = self.reach(radio, group=True)
        for _button in range(20):
            if here["there"]:
                return
            self.hit("ArrowUp" if here["way"] == "Shift+Tab" else "ArrowDown")
            here = self.stop(radio)
        raise AssertionError(f"{self.path}: the arrows do not reach {radio}; they are at {here['place']}")

    def pick(self, select, value):
        self.reach(select)
        steps = select.evaluate(
            "(one, value) => [...one.options].findIndex((o) => o.value === value) - one.selectedIndex", value
        )
        for _step in range(abs(steps)):
            self.hit("ArrowDown" if steps > 0 else "ArrowUp")
        expect(select).to_have_value(value)

    def attach(self, picker, upload):
        self.reach(picker)
        with self.page.expect_file_chooser() as waiting:
            self.hit("Enter")
        waiting.value.set_files(upload)

    def answer(self, article, outcome):
        """The documented keys: n and p to the clause, its figure for the outcome."""
        key = article.locator(f"[data-outcome={outcome}] [data-key]").get_attribute("data-key")
        if self.page.evaluate("() => document.activeElement.matches('textarea, input:not([type=radio])')"):
            self.hit("Escape")
        for _clause in range(10):
            if article.get_attribute("data-current") is not None:
                self.stop(article)
                return self.hit(key)
            current = self.page.locator("[data-clause][data-current]")
            onwards = article.evaluate(
                "(one, other) => one.compareDocumentPosition(other) & 2", current.element_handle()
            )
            self.hit("n" if onwards else "p")
        raise AssertionError(f"{self.path}: the keys do not lead to {article}")
