"""Somebody with a small phone: fingers instead of a mouse, and no page may move sideways."""

from tests.journeys.person import Person

WIDTH, HEIGHT = 360, 740
TOO_WIDE = """async () => {
  for (let frames = 0; frames < 2; frames += 1) await new Promise((done) => requestAnimationFrame(done)); // it has come to rest
  const all = [...document.querySelectorAll("body *")];
  const wide = all.filter((one) => one.getBoundingClientRect().right > innerWidth + 1).slice(0, 5);
  return { width: document.documentElement.scrollWidth, what: wide.map((one) => one.outerHTML.slice(0, 120)) };
}"""


class PhonePerson(Person):
    CONTEXT = {"viewport": {"width": WIDTH, "height": HEIGHT}, "has_touch": True, "is_mobile": True}

    def fits(self):
        """The page as it stands now does not move sideways; what stands too far to the right is named."""
        page = self.page.evaluate(TOO_WIDE)
        assert page["width"] <= WIDTH, f"{self.path} is {page['width']} px wide: {page['what']}"

    def open(self, path):
        page = super().open(path)
        self.fits()
        return page

    def activate(self, control):
        control.wait_for()
        self.fits()
        control.tap()
        self.settle()

    def tick(self, box):
        self.fits()
        if not box.is_checked():
            box.tap()
        assert box.is_checked()
