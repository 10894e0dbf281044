"""Pictures of a result as SVG text, the same for page and PDF: radar of indicators, band of levels.

Pure, standard library only. No inline style and no script: colours are `currentColor` and plain attributes, which a
style sheet overrides through the class names. The words come from the caller, in the reader's language. Coordinates
are floats; scores never are.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from scoring.rules import Level, Rules, rounded_down

RADAR_WIDTH, RADAR_HEIGHT, RADIUS = 560, 480, 160
RINGS = (20, 40, 60, 80, 100)
LABEL_SIZE, LINE_HEIGHT, LABEL_GAP = 18, 20, 14
MOST_NUMBERED = 6  # with more axes the numbers would stand in each other's way
WIDEST_LINE, WIDEST_NUMBERED = 12, 14  # letters; a Chinese character takes the room of two
BAND_WIDTH, BAND_HEIGHT, BAND_EDGE, BAND_TOP, BAND_BOTTOM = 560, 112, 12, 44, 80


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction of a radar: its words and what share was earned, None where nothing applies."""

    label: str
    percent: Fraction | None


def radar(axes: Sequence[Axis], *, title: str, absent: str, ink: str = "", font: str = "") -> str:
    """A radar of at least 3 axes, 0 in the middle and 100 at the rim; `absent` are the words for "not applicable".

    `ink` (a colour) and `font` (a family) are for a PDF, where the page's style sheet does not reach into a picture.
    ValueError for fewer than 3 axes.
    """
    if len(axes) < 3:
        raise ValueError("a radar needs at least 3 axes")
    told = "; ".join(f"{each.label} {_percent(each, absent)}" for each in axes)
    parts = [_ring(len(axes), ring) for ring in RINGS]
    parts += [_spoke(len(axes), at) for at in range(len(axes))]
    corners = [(at, each.percent) for at, each in enumerate(axes) if each.percent is not None]
    parts.append(_area([_point(len(axes), at, percent) for at, percent in corners]))
    parts += [_label(axes, at, absent) for at in range(len(axes))]
    return _svg("radar", RADAR_WIDTH, RADAR_HEIGHT, title, told, parts, ink, font)


def score_band(
    score: Fraction,
    level: Level,
    rules: Rules,
    *,
    title: str,
    labels: Mapping[Level, str],
    ink: str = "",
    font: str = "",
) -> str:
    """The five levels as equally wide fields with their bounds, the reached one filled, and a marker at the score.

    Inside a field the marker stands in proportion; the fields are equally wide because 95-100 would be a sliver.
    """
    bounds = [Fraction(0), rules.pass_mark, rules.three_star, rules.four_star, rules.five_star, Fraction(100)]
    parts = [_field(at, each, each is level, labels[each]) for at, each in enumerate(Level)]
    parts += [_bound(at, bound) for at, bound in enumerate(bounds)]
    parts.append(_marker(score, bounds))
    return _svg(
        "score-band", BAND_WIDTH, BAND_HEIGHT, title, f"{rounded_down(score)}, {labels[level]}", parts, ink, font
    )


def _svg(name, width, height, title, told, parts, ink, font) -> str:
    given = {"color": ink, "font-family": font}
    extra = "".join(f'{attribute}="{escape(value)}" ' for attribute, value in given.items() if value)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture picture-{name}" role="img" {extra}'
        f'viewBox="0 0 {width} {height}"><title>{escape(title)}</title><desc>{escape(told)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _percent(axis: Axis, absent: str) -> str:
    return absent if axis.percent is None else f"{rounded_down(axis.percent)} %"


def _point(count: int, at: int, percent: Fraction | int, beyond: int = 0) -> tuple[float, float]:
    angle = 2 * math.pi * at / count - math.pi / 2
    reach = RADIUS * float(percent) / 100 + beyond
    return RADAR_WIDTH / 2 + reach * math.cos(angle), RADAR_HEIGHT / 2 + reach * math.sin(angle)


def _polygon(points: Sequence[tuple[float, float]], attributes: str) -> str:
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{corners}" {attributes}/>'


def _ring(count: int, percent: int) -> str:
    opacity = "0.45" if percent == 100 else "0.18"
    points = [_point(count, at, percent) for at in range(count)]
    return _polygon(points, f'class="picture-grid" fill="none" stroke="currentColor" stroke-opacity="{opacity}"')


def _spoke(count: int, at: int) -> str:
    (x1, y1), (x2, y2) = _point(count, at, 0), _point(count, at, 100)
    return (
        f'<path d="M{x1:.1f} {y1:.1f} L{x2:.1f} {y2:.1f}" class="picture-grid" fill="none" '
        'stroke="currentColor" stroke-opacity="0.18"/>'
    )


def _area(points: Sequence[tuple[float, float]]) -> str:
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" class="picture-dot" fill="currentColor"/>' for x, y in points
    )
    area = 'class="picture-area" fill="currentColor" fill-opacity="0.2" stroke="currentColor" stroke-width="2.5"'
    return _polygon(points, f'{area} stroke-linejoin="round"') + dots


def _label(axes: Sequence[Axis], at: int, absent: str) -> str:
    axis = axes[at]
    x, y = _point(len(axes), at, 100, LABEL_GAP)
    lean = (x - RADAR_WIDTH / 2) / (RADIUS + LABEL_GAP)
    anchor = "middle" if abs(lean) < 0.15 else "start" if lean > 0 else "end"
    lines = _lines(axis, absent, is_numbered=len(axes) <= MOST_NUMBERED)
    # The block of lines hangs below the point at the bottom, stands on it at the top and is centred at the sides.
    lift = (1 - (y - RADAR_HEIGHT / 2) / (RADIUS + LABEL_GAP)) / 2
    first = y - lift * LINE_HEIGHT * len(lines) + LABEL_SIZE * 0.85
    spans = "".join(
        f'<tspan x="{x:.1f}" y="{first + row * LINE_HEIGHT:.1f}" class="{name}">{escape(line)}</tspan>'
        for row, (line, name) in enumerate(lines)
    )
    faint = ' fill-opacity="0.6"' if axis.percent is None else ""
    return f'<text text-anchor="{anchor}" font-size="{LABEL_SIZE}" fill="currentColor"{faint}>{spans}</text>'


def _lines(axis: Axis, absent: str, *, is_numbered: bool) -> list[tuple[str, str]]:
    """(text, class) of each line of a label; a dash stands for "not applicable" where there is no room for it."""
    dash = " –" if axis.percent is None and not is_numbered else ""
    lines = _wrapped(axis.label, WIDEST_NUMBERED if is_numbered else WIDEST_LINE)
    lines[-1] += dash
    told = [(line, "picture-label") for line in lines]
    return [*told, (_percent(axis, absent), "picture-number")] if is_numbered else told


def _wrapped(label: str, widest: int) -> list[str]:
    """Lines short enough to stand beside the rim: Latin words are kept whole, Chinese breaks in the middle."""
    if any(letter > "\u2e80" for letter in label) and len(label) * 2 > widest - 2:
        middle = (len(label) + 1) // 2
        middle += len(label) % 2 == 0 and middle % 2  # most words have two characters
        return [label[:middle], label[middle:]]
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + len(word) < widest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _across(fields: float) -> float:
    """The x of a place that many fields from the left."""
    return BAND_EDGE + fields * (BAND_WIDTH - 2 * BAND_EDGE) / len(Level)


def _field(at: int, level: Level, is_reached: bool, label: str) -> str:
    state, opacity, weight = ("is-reached", "0.3", "bold") if is_reached else ("is-other", "0.08", "normal")
    return (
        f'<rect x="{_across(at) + 1:.1f}" y="{BAND_TOP}" width="{_across(1) - _across(0) - 2:.1f}" '
        f'height="{BAND_BOTTOM - BAND_TOP}" class="picture-field picture-{level.value.replace("_", "-")} {state}" '
        f'fill="currentColor" fill-opacity="{opacity}"/>'
        f'<text x="{_across(at + 0.5):.1f}" y="{(BAND_TOP + BAND_BOTTOM) / 2 + 6:.1f}" text-anchor="middle" '
        f'class="picture-label {state}" font-size="17" font-weight="{weight}" fill="currentColor">'
        f"{escape(label)}</text>"
    )


def _bound(at: int, bound: Fraction) -> str:
    return (
        f'<text x="{_across(at):.1f}" y="{BAND_BOTTOM + 22}" text-anchor="{_anchor(at)}" class="picture-number" '
        f'font-size="16" fill="currentColor" fill-opacity="0.75">{rounded_down(bound)}</text>'
    )


def _anchor(fields: float) -> str:
    """Numbers at either end grow inwards, so that none is cut off."""
    return "start" if fields < 0.25 else "end" if fields > len(Level) - 0.25 else "middle"


def _marker(score: Fraction, bounds: Sequence[Fraction]) -> str:
    at = max(index for index, bound in enumerate(bounds[:-1]) if score >= bound)
    low, high = bounds[at], bounds[at + 1]
    fields = at + (float((score - low) / (high - low)) if high > low else 1)
    return (
        f'<path d="M{_across(fields):.1f} {BAND_TOP - 2} l-9 -13 h18 z" class="picture-marker" fill="currentColor"/>'
        f'<text x="{_across(fields):.1f}" y="{BAND_TOP - 20}" text-anchor="{_anchor(fields)}" class="picture-score" '
        f'font-size="22" font-weight="bold" fill="currentColor">{rounded_down(score)}</text>'
    )
