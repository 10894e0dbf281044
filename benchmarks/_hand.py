"""A hand at mouse and keyboard: does in a page what it is told, and keeps count of it.

The seconds of the person are estimated by the keystroke-level model of Card, Moran and Newell (1980), with the B of Kieras
(1993): somebody who knows the pages, makes no mistake and does not stop to read. The seconds of the machine are measured; they
are no part of the estimate.
"""

import time
from collections import Counter

from playwright.sync_api import expect

OPERATORS = {
    "K": 0.28,  # a key; a text that lies at hand is pasted by one; so is a turn of the wheel by one window
    "P": 1.1,  # to point with the mouse
    "B": 0.1,  # to press or let go of its button
    "H": 0.4,  # from the mouse to the keys, or back
    "M": 1.35,  # to think: before a press, a key that does something, a field
}
FARTHEST = 4  # steps of Tab to the next field of a form, before something is wrong
PATIENCE = 60_000  # milliseconds; a busy machine
OUT_OF_SIGHT = """node => {
  const { top, bottom } = node.getBoundingClientRect();
  return Math.ceil(Math.max(0, bottom - innerHeight, -top) / innerHeight);
}"""


class Hand:
    """Sees what `page` loads from now on. `clicks` are presses that do or choose something; Tab and the wheel are none."""

    def __init__(self, page, *, at_keys=False):
        self.page, self.at_keys = page, at_keys
        self.clicks = self.fields = self.pages = 0
        self.operators = Counter()
        page.on("domcontentloaded", self._see_page)
        self.begun = time.perf_counter()

    def _see_page(self, _page):
        self.pages += 1

    @property
    def estimate(self):
        """Seconds of the person."""
        return sum(OPERATORS[name] * times for name, times in self.operators.items())

    @property
    def elapsed(self):
        """Seconds of the machine so far."""
        return time.perf_counter() - self.begun

    # --- mouse --------------------------------------------------------------------------------------------------------

    def click(self, target):
        self._think()
        self._point(target)
        target.click()

    def choose(self, option):
        """An option, by its label."""
        self.fields += 1
        self.click(option)

    def pick(self, select, value):
        """Out of a list that opens: a press to open it, one on the line."""
        self.fields += 1
        self._think()
        self._point(select)
        self._count(presses=1)
        select.select_option(value)

    def give_one(self, button, file):
        """One file through the dialog of the system: find it there, press twice on it."""
        self._open_dialog(button, [file])
        self._think()
        self._count(presses=2)

    def give_all(self, button, files):
        """All that lie in the folder: a press into the list, Ctrl+A, Enter."""
        self._open_dialog(button, files)
        self._think()
        self._count(presses=1)
        self._home(at_keys=True)
        self.operators["K"] += 3
        self.clicks += 2

    def _open_dialog(self, button, files):
        self.fields += len(files)
        with self.page.expect_file_chooser() as chooser:
            self.click(button)
        chooser.value.set_files(files)

    def _think(self):
        self.operators["M"] += 1

    def _point(self, target):
        target.wait_for()
        self.operators["K"] += target.evaluate(OUT_OF_SIGHT)
        self._count(presses=1)

    def _count(self, *, presses):
        """Pointing at one place and pressing there so many times."""
        self._home(at_keys=False)
        self.operators["P"] += 1
        self.operators["B"] += 2 * presses
        self.clicks += presses

    # --- keys ---------------------------------------------------------------------------------------------------------

    def press(self, *keys):
        """Keys that do something, thought of as one."""
        self._home(at_keys=True)
        self._think()
        for key in keys:
            self.clicks += 1
            self._key(key)

    def paste(self, field, text):
        self._reach(field)
        self.operators["K"] += 1
        field.fill(text)

    def type(self, field, text):
        """Key by key."""
        self._reach(field)
        self.operators["K"] += len(text)
        field.fill(text)

    def type_day(self, field, day):
        """Eight figures, and one key from the year to the month; `day` as 2026-03-05."""
        self._reach(field)
        self.operators["K"] += 9
        field.fill(day)

    def tick(self, box):
        """A box in the form where the focus is, with the space bar; else with the mouse."""
        self.fields += 1
        self._think()
        if not self._is_near(box):
            self._point(box)
            return box.check()
        self._tab_to(box)
        self.clicks += 1
        return self._key("Space")

    def submit(self, button):
        """The button of the form where the focus is, with Enter; else with the mouse."""
        if not self._is_near(button):
            return self.click(button)
        self._think()
        self._tab_to(button)
        self.clicks += 1
        return self._key("Enter")

    def _reach(self, field):
        self.fields += 1
        self._think()
        if self._is_near(field):
            return self._tab_to(field)
        self._point(field)
        field.click()
        return self._home(at_keys=True)

    def _is_near(self, field):
        return self.at_keys and field.evaluate("field => field.form === document.activeElement.form")

    def _tab_to(self, field):
        for _step in range(FARTHEST):
            here = self.page.evaluate_handle("document.activeElement")
            self._key("Tab")
            while here.evaluate("here => here === document.activeElement"):  # the parts of a day are one stop
                self.page.keyboard.press("Tab")
            if field.evaluate("field => field === document.activeElement"):
                return
        raise AssertionError(f"{field} is not within {FARTHEST} steps of the field before it.")

    def _key(self, key):
        self.operators["K"] += 1
        self.page.keyboard.press(key)

    def _home(self, *, at_keys):
        if at_keys != self.at_keys:
            self.operators["H"] += 1
        self.at_keys = at_keys

    # --- looking ------------------------------------------------------------------------------------------------------

    def arrives(self, path):
        self.page.wait_for_url(f"**{path}", timeout=PATIENCE)

    def sees(self, *things):
        """All of them stand in the window as a whole, without scrolling."""
        for thing in things:
            expect(thing).to_be_in_viewport(ratio=1, timeout=PATIENCE)

    def counts(self, things, number):
        expect(things).to_have_count(number, timeout=PATIENCE)
