"""Somebody in front of a browser. Words are named by their msgid and looked for as the person reads them."""

import re

from django.utils import translation
from django.utils.encoding import force_str
from playwright.sync_api import Page, expect

NOT_A_FAULT = re.compile(r"Failed to load resource: .* status of (409|422)")  # a refusal with its sentence


class Person:
    """One browser window of its own (cookies, language); `faults` collects what must not happen on any page."""

    def __init__(self, context, base_url, *, name, email="", language="zh-hans"):
        self.context, self.base_url = context, base_url
        self.name, self.email, self.language = name, email, language
        self.faults = []
        self.page: Page = context.new_page()
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
        return self.page.url.removeprefix(self.base_url)

    def text(self):
        return self.page.locator("body").inner_text()

    def reads(self, msgid, **facts):
        """Assert that the sentence stands on the page."""
        expect(self.page.locator("main, body").first).to_contain_text(self.words(msgid, **facts))

    def sees(self, text):
        expect(self.page.locator("main, body").first).to_contain_text(text)

    def is_at(self, path):
        expect(self.page).to_have_url(re.compile(re.escape(self.base_url) + path))

    # --- doing --------------------------------------------------------------------------------------------------------

    def press(self, msgid, within=None):
        (within or self.page).get_by_role("button", name=self.words(msgid), exact=True).click()

    def follow(self, msgid, within=None):
        (within or self.page).get_by_role("link", name=self.words(msgid), exact=True).first.click()

    def field(self, msgid, within=None):
        return (within or self.page).get_by_label(self._label(msgid))

    def fill(self, msgid, value, within=None):
        self.field(msgid, within).fill(str(value))

    def fill_in(self, answers, within=None):
        for msgid, value in answers.items():
            self.fill(msgid, value, within)

    def choose(self, group, option, within=None):
        """A radio button in the fieldset whose legend begins with `group`."""
        fieldset = (within or self.page).get_by_role("group", name=self._label(group))
        fieldset.get_by_label(self.words(option), exact=True).check()

    def unfold(self, msgid, within=None):
        """Open a fold (details) by its summary."""
        (within or self.page).locator("summary", has_text=self._label(msgid)).first.click()

    def give_reason(self, step, reason, within=None):
        """Press a step that asks for a reason: unfold it, write, press."""
        place = within or self.page
        fold = place.locator("details", has=self.page.locator("summary", has_text=self._label(step)))
        fold.locator("summary").click()
        fold.locator("textarea").fill(reason)
        self.press(step, within=fold)

    def download(self, msgid, within=None):
        """The bytes of what a link or button gives."""
        with self.page.expect_download() as waiting:
            self.follow(msgid, within)
        return waiting.value.path().read_bytes()
