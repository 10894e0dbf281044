"""To which line of the checklist a file belongs, by its name. Pure: names and words in, a line or nothing out."""

import re
import unicodedata
from collections.abc import Iterable

SHORTEST = 2  # characters of a Chinese word that says enough
HAN_WEIGHT = 2  # a Chinese character says as much as two letters
PARTS = re.compile(r"[、，（）()/]|及|和|的")
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
SEPARATORS = re.compile(r"[\W_]+")
LATIN = re.compile(r"[a-z]")


def line_for(name: str, lines: Iterable[tuple[str, Iterable[str]]]) -> str | None:
    """The code of the one line, of (code, words) each, that the name says most about; None where none or several do."""
    return lines_for([name], lines)[0]


def lines_for(names: Iterable[str], lines: Iterable[tuple[str, Iterable[str]]]) -> list[str | None]:
    """`line_for` of each name; the words are spelt once for all."""
    spelt = [(code, [_spelt(word) for word in words]) for code, words in lines]
    return [_line_for(_spelt_name(name), spelt) for name in names]


def _line_for(name, lines):
    best: dict[str, int] = {}
    for code, words in lines:
        weight = max((_weight(word) for word in words if _stands_in(word, name)), default=0)
        if weight:
            best[code] = weight
    most = max(best.values(), default=0)
    winners = [code for code, weight in best.items() if weight == most]
    return winners[0] if len(winners) == 1 else None


def words_of(code: str, titles: Iterable[str], keywords: Iterable[str]) -> list[str]:
    """All that a file of the line may be called: keywords, the code, its titles and the longer parts of a Chinese one."""
    parts = [part.strip() for title in titles for part in PARTS.split(title)]
    longer = [part for part in parts if len(part) >= 2 * SHORTEST and not LATIN.search(part.casefold())]
    return [word for word in [*keywords, code, *titles, *longer] if len(word.strip()) >= SHORTEST]


def is_in(word: str, name: str) -> bool:
    """Does the name of the file contain the word? Latin words begin where a word begins; Chinese ones stand anywhere."""
    return _stands_in(_spelt(word), _spelt_name(name))


def _stands_in(word, name):
    if not word:
        return False
    if LATIN.search(word):
        return f" {word}" in f" {name}"
    return word.replace(" ", "") in name.replace(" ", "")


def _spelt_name(name):
    return _spelt(ENDING.sub("", name))


def _spelt(words):
    """Width, case and separators make no difference: `Business_Licence`, `businessLicence` and `business-licence` are one."""
    even = CAMEL.sub(" ", unicodedata.normalize("NFKC", words))
    return SEPARATORS.sub(" ", even).strip().casefold()


def _weight(word):
    return sum(1 if char.isascii() else HAN_WEIGHT for char in word)
