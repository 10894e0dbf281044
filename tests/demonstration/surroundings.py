"""What a page is made of: each of its elements with everything around it, as a set, so that two pages can be compared."""

from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
TOLD_BY_VALUE = frozenset({"class", "role", "type", "data-tone", "data-status", "data-state", "aria-current"})
TOLD_BY_NAME = frozenset(
    {"href", "disabled", "hidden", "open", "alt", "title", "for", "tabindex", "readonly", "required"}
)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.stack, self.found = [], set()

    def handle_starttag(self, tag, attrs):
        told = [f"{name}={' '.join(sorted((value or '').split()))}" for name, value in attrs if name in TOLD_BY_VALUE]
        told += [name for name, _value in attrs if name in TOLD_BY_NAME or name.startswith("aria-")]
        self.stack.append(" ".join([tag, *sorted(told)]))
        self.found.add(hash(tuple(self.stack)))
        if tag in VOID:
            self.stack.pop()

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag):
        while self.stack and self.stack[-1].partition(" ")[0] != tag:
            self.stack.pop()
        if self.stack:
            self.stack.pop()

    def handle_data(self, data):
        if data.strip():
            self.found.add(hash((*self.stack, "words")))


def surroundings(page: str) -> frozenset:
    """One number for each element of the page's text together with all its ancestors, and for each that holds words."""
    reader = _Reader()
    reader.feed(page)
    return frozenset(reader.found)


def telling(pages: dict) -> list:
    """The keys of the fewest pages (by and large) that hold everything which any of `pages` ({key: text}) holds."""
    parts = {key: surroundings(text) for key, text in pages.items()}
    left, chosen = frozenset().union(*parts.values()), []
    while left:
        most = max(sorted(parts, key=str), key=lambda key: len(parts[key] & left))
        left -= parts.pop(most)
        chosen.append(most)
    return chosen
