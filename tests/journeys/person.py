"""Somebody in front of a browser. Words are named by their msgid and looked for as the person reads them."""

import re
import time

from django.utils import translation
from django.utils.encoding import force_str
from playwright.sync_api import Error, Locator, Page, expect

PAGE_WITHIN = 60.0  # seconds; a step may set an agreement in type before it answers
NOT_A_FAULT = re.compile(r"Failed to load resource: .* status of (409|422)")  # a refusal with its sentence

# Is this page about to give way to another? A form that is sent says so one task later.
LEAVING = """() => new Promise((done) => setTimeout(() => done(Boolean(window.isLeaving)), 30))"""
NOTICE = """navigation.addEventListener("navigate", (event) => {
  if (!event.hashChange && event.navigationType !== "replace") window.isLeaving = true;
});"""


class Person:
    """One browser window of its own (cookies, language); `faults` collects what must not happen on any page."""

    CONTEXT = {}  # what the window is opened with

    def __init__(self, context, base_url, *, name, email="", language="zh-hans"):
        self.context, self.base_url = context, base_url
        self.name, self.email, self.language = name, email, language
        self.faults = []
        self.page: Page = context.new_page()
        self.page.add_init_script(NOTICE)
        self.downloads = []
        self.page.on("download", lambda download: self.downloads.append(download))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._look)

    def _hear(self, message):
        if message.type == "error" and not NOT_A_FAULT.match(message.text):
            self.faults.append(f"{self.page.url}: {message.text}")

    def _look(self, response):
        if response.status >= 500:
            self.faults.append(f"{response.request.method} {response.url}: {response.status}")

    # --- words --------------------------------------------------------------------------------------------------------

    def words(self, msgid, **facts):
        """The sentence as this person reads it."""
        with translation.override(self.language):
            text = translation.gettext(msgid)
        return force_str(text) % facts if facts else force_str(text)

    def _label(self, msgid):
        """The words of a field or fold, whether or not it is marked as optional; the first letter may be a capital."""
        optional = rf"(\s*{re.escape(self.words('(optional)'))})?"
        return re.compile(rf"^\s*{re.escape(self.words(msgid))}{optional}\s*$", re.IGNORECASE)

    # --- looking ------------------------------------------------------------------------------------------------------

    def open(self, path):
        """Go to a page by its address, as from a bookmark or a letter."""
        self.page.goto(path if path.startswith("http") else self.base_url + path)
        return self.page

    @property
    def path(self):
        """Where this is, without the place on the page."""
        return self.page.url.removeprefix(self.base_url).partition("#")[0]

    def text(self):
        return self.page.locator("body").inner_text()

    def reads(self, msgid, **facts):
        """Assert that the sentence stands on the page."""
        expect(self.page.locator("main, body").first).to_contain_text(self.words(msgid, **facts))

    def sees(self, text):
        expect(self.page.locator("main, body").first).to_contain_text(text)

    def is_at(self, path):
        """The address, whatever the place on the page; `path` is a pattern."""
        expect(self.page).to_have_url(re.compile(re.escape(self.base_url) + path.replace("$", "(#.*)?$")))

    def has_left(self, path):
        """Wait until another page has come."""
        expect(self.page).not_to_have_url(re.compile(re.escape(self.base_url + path) + r"(#.*)?$"))

    def settle(self):
        """Wait for the page that a deed leads to, if it leads to one; a file to keep is none."""
        kept, deadline = len(self.downloads), time.monotonic() + PAGE_WITHIN
        while self._is_leaving():
            assert time.monotonic() < deadline, f"{self.path} is left for a page that does not come."
            if len(self.downloads) > kept:
                self.page.evaluate("() => { window.isLeaving = false; }")
        self.page.wait_for_load_state("domcontentloaded")

    def _is_leaving(self):
        try:
            return self.page.evaluate(LEAVING)
        except Error as error:  # the page went while it was asked
            if "context was destroyed" not in str(error) and "navigat" not in str(error):
                raise
            return True

    # --- how hands do it: all that the steps do goes through these ----------------------------------------------------

    def activate(self, control: Locator):
        """A button, a link or the summary of a fold."""
        control.click()

    def write(self, field: Locator, text):
        field.fill(str(text))

    def tick(self, box: Locator):
        """A box or a radio button."""
        box.check()

    def pick(self, select: Locator, value):
        """An option of a list, by its value."""
        select.select_option(value=value)

    def attach(self, picker: Locator, upload):
        """Choose a file of the desk."""
        picker.set_input_files(upload)

    def answer(self, article: Locator, outcome):
        """Give a clause its outcome on the page of scoring."""
        self.activate(article.locator(f"[data-outcome={outcome}]"))

    # --- doing --------------------------------------------------------------------------------------------------------

    def press(self, msgid, within=None):
        self.activate((within or self.page).get_by_role("button", name=self.words(msgid), exact=True))

    def follow(self, msgid, within=None):
        self.activate(self.link(msgid, within))

    def link(self, msgid, within=None):
        return (within or self.page).get_by_role("link", name=self.words(msgid), exact=True).first

    def field(self, msgid, within=None):
        return (within or self.page).get_by_label(self._label(msgid))

    def fill(self, msgid, value, within=None):
        self.write(self.field(msgid, within), value)

    def fill_in(self, answers, within=None):
        for msgid, value in answers.items():
            self.fill(msgid, value, within)

    def agree(self, msgid, within=None):
        """Tick the box that says the sentence."""
        self.tick((within or self.page).get_by_label(self.words(msgid)))

    def choose(self, group, option, within=None):
        """A radio button in the fieldset whose legend begins with `group`."""
        fieldset = (within or self.page).get_by_role("group", name=self._label(group))
        self.tick(fieldset.get_by_label(self.words(option), exact=True))

    def select(self, msgid, option, within=None):
        """An option of a list, by its words."""
        select = self.field(msgid, within)
        words = re.compile(rf"^\s*{re.escape(self.words(option))}\s*$")
        self.pick(select, select.locator("option").filter(has_text=words).get_attribute("value"))

    def unfold(self, msgid, within=None):
        """Open a fold (details) by its summary."""
        self.activate((within or self.page).locator("summary", has_text=self._label(msgid)).first)

    def give_reason(self, step, reason, within=None):
        """Press a step that asks for a reason: unfold it, write, press."""
        place = within or self.page
        fold = place.locator("details", has=self.page.locator("summary", has_text=self._label(step)))
        self.activate(fold.locator("summary"))
        self.write(fold.locator("textarea"), reason)
        self.press(step, within=fold)

    def download(self, msgid, within=None):
        """The bytes of what a link or button gives."""
        with self.page.expect_download() as waiting:
            self.follow(msgid, within)
        return waiting.value.path().read_bytes()
