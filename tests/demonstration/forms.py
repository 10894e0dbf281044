"""The forms of a page as a browser would read and send them: where they go, what can be put in, and what they complain of."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from tests.demonstration.surroundings import VOID

BUTTONS = frozenset({"submit", "button", "image", "reset"})
TYPED = frozenset({"text", "textarea", "search", "number", "date", "time", "datetime-local", "email", "url", "tel"})
TELLING = {"form-error", "error-summary", "errorlist", "errornote", "alert-box"}


@dataclass
class Field:
    name: str
    type: str = "text"
    value: str = ""
    required: bool = False
    longest: int | None = None
    disabled: bool = False
    checked: bool = False
    multiple: bool = False
    options: list = field(default_factory=list)  # (value, chosen) of a select


@dataclass
class Form:
    action: str
    method: str = "get"
    own: str = ""  # its id
    fields: list = field(default_factory=list)
    buttons: list = field(default_factory=list)  # (name, value)

    @property
    def path(self):
        return urlsplit(self.action).path

    @property
    def action_path(self):
        """Where it is sent, with what stands behind the question mark."""
        parts = urlsplit(self.action)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def open_fields(self):
        """What a person can fill in."""
        return [each for each in self.fields if each.type != "hidden" and not each.disabled]

    def values(self, name):
        return [each.value for each in self.fields if each.name == name]

    def as_shown(self):
        """[(name, value)] as a browser sends the form untouched, with its first button pressed."""
        sent = [pair for each in self.fields if not each.disabled for pair in sent_by(each)]
        return sent + [(name, value) for name, value in self.buttons[:1] if name]


def sent_by(each):
    if each.type in ("checkbox", "radio"):
        return [(each.name, each.value or "on")] if each.checked else []
    if each.type == "select":
        chosen = [value for value, is_chosen in each.options if is_chosen]
        if not chosen and not each.multiple:
            chosen = [value for value, _chosen in each.options[:1]]
        return [(each.name, value) for value in chosen]
    return [] if each.type == "file" else [(each.name, each.value)]


class Page(HTMLParser):
    """`forms`, `language`, and `sentences`: what stands in places that tell of faults, without what is said unseen."""

    def __init__(self, text, address="/"):
        super().__init__()
        self.address, self.language, self.forms, self.sentences = address, "", [], []
        self._around, self._form, self._area, self._select = [], None, None, None
        self._elsewhere, self._words = [], ""
        self.feed(text)
        self.close()
        for owner, each in self._elsewhere:
            for form in self.forms:
                if form.own == owner:
                    (form.buttons if isinstance(each, tuple) else form.fields).append(each)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "html":
            self.language = facts.get("lang", "")
        if tag not in VOID:
            self._enter(tag, facts)
        if self._is("template"):
            return
        if tag == "form":
            action = urljoin(self.address, facts.get("action") or self.address)
            self._form = Form(action, (facts.get("method") or "get").lower(), facts.get("id", ""))
            self.forms.append(self._form)
        elif tag in ("input", "textarea", "select", "button"):
            self._control(tag, facts)
        elif tag == "option" and self._select is not None:
            self._select.options.append((facts.get("value", ""), "selected" in facts))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._area is not None:
            self._area.value = self._area.value.removeprefix("\r\n").removeprefix("\n")
            self._area = None
        elif tag == "select":
            self._select = None
        if tag in ("li", "p", "div", "ul"):
            self._say()
        while self._around and self._around.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self._area is not None:
            self._area.value += data
        elif self._is("told") and not self._is("unseen") and not self._is("template"):
            self._words += data

    def _enter(self, tag, facts):
        """Follow where the reader stands: `around` holds each open element with what it means for its words."""
        meaning = set(self._around[-1][1]) if self._around else set()
        classes = set((facts.get("class") or "").split())
        if classes & TELLING and facts.get("data-tone", "danger") == "danger":
            meaning.add("told")
        if "visually-hidden" in classes:
            meaning.add("unseen")
        if tag == "template":
            meaning.add("template")
        if tag == "fieldset" and "disabled" in facts:
            meaning.add("disabled")
        if tag in ("li", "p", "div", "ul"):
            self._say()
        self._around.append((tag, meaning))

    def _is(self, meaning):
        return bool(self._around) and meaning in self._around[-1][1]

    def _say(self):
        words = " ".join(self._words.split())
        if words:
            self.sentences.append(words)
        self._words = ""

    def _control(self, tag, facts):
        kind = facts.get("type", "submit" if tag == "button" else "text") if tag in ("input", "button") else tag
        name = facts.get("name") or ""
        if kind in BUTTONS:
            if kind == "submit" and "disabled" not in facts:
                self._place(facts, (name, facts.get("value") or ""))
            return
        longest = facts.get("maxlength")
        each = Field(
            name,
            kind,
            facts.get("value") or "",
            "required" in facts,
            int(longest) if longest else None,
            "disabled" in facts or "readonly" in facts or self._is("disabled"),
            "checked" in facts,
            "multiple" in facts,
        )
        if tag == "textarea":
            self._area = each
        elif tag == "select":
            self._select = each
        if name:
            self._place(facts, each)

    def _place(self, facts, each):
        if facts.get("form"):
            self._elsewhere.append((facts["form"], each))
        elif self._form is not None:
            (self._form.buttons if isinstance(each, tuple) else self._form.fields).append(each)
