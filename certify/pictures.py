"""Bars and columns as SVG text, drawn for any width: across in percent, up and down in pixels, letters of one size.

Pure, standard library only. No inline style and no script: a style sheet gives the colours by class, and every series has a
pattern besides, so that the picture reads in black and white. The words come from the caller and are escaped here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

LABEL, NUMBER = 12.5, 12  # size of the letters in pixels, at any width of the page
LINE, BAR, GAP, HEADING = 17, 12, 11, 28
WIDEST = 36  # letters in a line; a Chinese character takes the room of two
TRACK = 72  # percent of the width for the bars; their numbers stand beside
PLOT, ABOVE, BELOW = 108, 18, 36
FEWEST_UNITS = 4  # one case alone is no tower
FILLED = 0.7  # of a slot
TILE = 6
PATTERNS = {
    "solid": "",
    "hatch": "M-1 1 l2 -2 M0 6 l6 -6 M5 7 l2 -2",
    "rows": "M0 3 h6",
    "posts": "M3 0 v6",
    "cross": "M0 0 l6 6 M6 0 l-6 6",
    "dots": "M2 3 h2",
}


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of thing that is counted: its words, the class that colours it, its pattern."""

    label: str
    kind: str
    pattern: str = "solid"


@dataclass(frozen=True, slots=True)
class Bar:
    """One line: words above, a part for every series, the number in words beside. `heading` begins a group."""

    label: str
    parts: Sequence[float]
    told: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One slot of a row: a short label below, a second one where something begins, a part for every series."""

    label: str
    parts: Sequence[int]
    told: str
    below: str = ""
    weight: int = 1


def bars(rows: Sequence[Bar], series: Sequence[Series], *, name: str, title: str, most: float = 0) -> str:
    """Horizontal bars; the longest (or `most`) fills the track. `name` must be one of its own on the page."""
    most = max([most, *(sum(row.parts) for row in rows)]) or 1
    drawn, at = [], 0.0
    for row in rows:
        drawn.append(_bar(row, series, name, at, most))
        at += _height(row)
    told = "; ".join(f"{row.label} {row.told}" for row in rows)
    return _svg(name, at, title, told, [_patterns(name, series), *drawn])


def columns(slots: Sequence[Column], series: Sequence[Series], *, name: str, title: str) -> str:
    """Stacked columns with their sum on top; the first series stands at the bottom."""
    unit = PLOT / max([FEWEST_UNITS, *(sum(slot.parts) for slot in slots)])
    width = 100 / sum(slot.weight for slot in slots)
    drawn, at = [], 0.0
    for slot in slots:
        drawn.append(_column(slot, series, name, at, width * slot.weight, unit))
        at += width * slot.weight
    foot = ABOVE + PLOT
    drawn.append(f'<line x1="0" x2="100%" y1="{foot}" y2="{foot}" class="chart-axis"/>')
    told = "; ".join(slot.told for slot in slots)
    return _svg(name, foot + BELOW, title, told, [_patterns(name, series), *drawn])


def swatch(series: Series, *, name: str) -> str:
    """The sign of a series for a legend; it borrows the pattern of the picture of that name."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart-swatch" width="16" height="12" aria-hidden="true">'
        f"{_rect('0', '0', '16', '12', series, name)}</svg>"
    )


def wrapped(label: str, widest: int = WIDEST) -> list[str]:
    """Lines of at most `widest` letters: broken at blanks, and inside what is longer than a line or Chinese."""
    lines = [""]
    for word in _words(label):
        if room(lines[-1] + word.rstrip()) > widest and lines[-1]:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.strip() for line in lines]


def room(text: str) -> int:
    """How many letters wide the text is."""
    return sum(2 if letter > "\u2e80" else 1 for letter in text)


def _words(label):
    """Pieces that keep together: Chinese characters alone, Latin words with the blank after them."""
    piece = ""
    for letter in label:
        is_wide = letter > "\u2e80"
        if piece and (is_wide or piece[-1].isspace() or piece[-1] > "\u2e80" or room(piece) >= WIDEST):
            yield piece
            piece = ""
        piece += letter
    yield piece


def _svg(name, height, title, told, parts):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="100%" height="{height:g}" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-told"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-told">{escape(told)}</desc>{"".join(parts)}</svg>'
    )


def _patterns(name, series):
    used = dict.fromkeys(each.pattern for each in series if PATTERNS[each.pattern])
    tiles = "".join(
        f'<pattern id="{name}-{each}" width="{TILE}" height="{TILE}" patternUnits="userSpaceOnUse">'
        f'<path d="{PATTERNS[each]}" class="chart-pattern" fill="none"/></pattern>'
        for each in used
    )
    return f"<defs>{tiles}</defs>" if tiles else ""


def _rect(x, y, width, height, series, name):
    """A filled field, and its pattern over it."""
    place = f'x="{x}" y="{y}" width="{width}" height="{height}"'
    plain = f'<rect {place} class="chart-part chart-{series.kind}"/>'
    return plain + (f'<rect {place} fill="url(#{name}-{series.pattern})"/>' if PATTERNS[series.pattern] else "")


def _height(row):
    return (HEADING if row.heading else 0) + LINE * len(wrapped(row.label)) + BAR + GAP


def _bar(row, series, name, top, most):
    drawn = []
    if row.heading:
        drawn.append(_text(row.heading, "0", top + HEADING - 10, LABEL, "chart-heading"))
        top += HEADING
    for line in wrapped(row.label):
        drawn.append(_text(line, "0", top + LINE - 5, LABEL, "chart-label"))
        top += LINE
    drawn.append(f'<rect x="0" y="{top:g}" width="{TRACK}%" height="{BAR}" class="chart-track"/>')
    at = 0.0
    for part, each in zip(row.parts, series, strict=True):
        if part:
            width = part / most * TRACK
            drawn.append(_rect(f"{at:.2f}%", f"{top:g}", f"{width:.2f}%", BAR, each, name))
            at += width
    drawn.append(_text(row.told, "100%", top + BAR - 2, NUMBER, "chart-number", anchor="end"))
    return "".join(drawn)


def _column(slot, series, name, left, width, unit):
    middle, top = left + width / 2, float(ABOVE + PLOT)
    broad = width / slot.weight * FILLED
    drawn = []
    for part, each in zip(slot.parts, series, strict=True):
        if part:
            top -= part * unit
            drawn.append(
                _rect(f"{middle - broad / 2:.2f}%", f"{top:.1f}", f"{broad:.2f}%", f"{part * unit:.1f}", each, name)
            )
    total, place = sum(slot.parts), f"{middle:.2f}%"
    if total:
        drawn.append(_text(str(total), place, top - 5, NUMBER, "chart-number", anchor="middle"))
    drawn.append(_text(slot.label, place, ABOVE + PLOT + 15, NUMBER, "chart-label", anchor="middle"))
    if slot.below:
        drawn.append(_text(slot.below, f"{left:.2f}%", ABOVE + PLOT + 31, NUMBER, "chart-faint"))
    return "".join(drawn)


def _text(words, x, y, size, kind, anchor="start"):
    return (
        f'<text x="{x}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" class="{kind}">{escape(str(words))}</text>'
    )
