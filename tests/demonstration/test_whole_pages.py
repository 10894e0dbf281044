"""What holds of every page as a whole, asked of every page that anybody is shown: one heading, one main part, headings in
order, no name given twice, the language said, nothing written into an element that the policy would refuse."""

import re
from html.parser import HTMLParser

import pytest

from tests.demonstration.conftest import CLIENTS, STAFF, pages_among

pytestmark = [pytest.mark.demonstration]
INLINE = re.compile(r"^(style|on[a-z]+)$")


class Outline(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags, self.headings, self.ids, self.inline, self.language, self.title = [], [], [], [], "", ""
        self._in_title = self._in_picture = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        self.tags.append(tag)
        self._in_title = tag == "title" and not self._in_picture
        self._in_picture = self._in_picture or tag == "svg"
        if tag == "html":
            self.language = facts.get("lang", "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if facts.get("id"):
            self.ids.append(facts["id"])
        self.inline += [f"{tag}[{name}]" for name in facts if INLINE.match(name)]
        if tag in {"style"} or (tag == "script" and "src" not in facts and facts.get("type") != "application/json"):
            self.inline.append(tag)

    def handle_endtag(self, tag):
        self._in_title = False
        self._in_picture = self._in_picture and tag != "svg"

    def handle_data(self, data):
        if self._in_title:
            self.title += data.strip()

    def faults(self):
        repeated = sorted({each for each in self.ids if self.ids.count(each) > 1})
        jumps = [pair for pair in zip(self.headings, self.headings[1:], strict=False) if pair[1] > pair[0] + 1]
        yield from (f"{tag}: {self.tags.count(tag)}" for tag in ("main", "h1") if self.tags.count(tag) != 1)
        yield from (f"id twice: {each}" for each in repeated)
        yield from (f"heading after h{before} is h{after}" for before, after in jumps)
        yield from (f"written into the page: {each}" for each in self.inline)
        if self.language != "zh-hans":
            yield f"language: {self.language!r}"
        if not self.title.partition(" · ")[0]:
            yield "no title"


def faults(answers):
    found = {answer.address: list(Outline(answer.text).faults()) for answer in pages_among(answers)}
    assert len(found) > 10
    return {address: each for address, each in found.items() if each}


@pytest.mark.parametrize("person", ["", *STAFF, *CLIENTS])
def test_every_page_is_well_made_as_a_whole(crawl, person):
    assert faults(crawl(person)) == {}


def test_so_is_every_page_of_a_passing_situation(visited):
    assert faults(visited.values()) == {}
