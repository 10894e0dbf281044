"""Bars and columns as SVG: well formed, without style or script, every word escaped, exact in place, for any width."""

from xml.etree import ElementTree

import pytest

from certify.pictures import Bar, Column, Series, bars, columns, room, swatch, wrapped

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"&'\u3000<b>公司</b>"
TWO = [Series("及时", "active"), Series("逾期", "danger", "cross")]


def parsed(picture):
    return ElementTree.fromstring(picture)  # noqa: S314  (our own text)


def texts(picture):
    return ["".join(node.itertext()) for node in parsed(picture).iter(f"{SVG}text")]


def parts(picture, kind):
    return [
        node.attrib for node in parsed(picture).iter(f"{SVG}rect") if node.get("class") == f"chart-part chart-{kind}"
    ]


def two_bars(label="甲", **options):
    return bars([Bar(label, (3, 1), "4"), Bar("乙", (0, 0), "0")], TWO, name="steps", title="步骤", **options)


def two_columns(label="1", **options):
    slots = [Column("逾期", (2, 0), "逾期 2", weight=3), Column(label, (1, 3), "一月 4", below="2026")]
    return columns(slots, TWO, name="months", title="月份", **options)


@pytest.mark.parametrize("picture", [two_bars(), two_columns(), swatch(TWO[1], name="steps")])
def test_a_picture_keeps_to_the_content_security_policy(picture):
    for node in parsed(picture).iter():
        assert node.tag not in {f"{SVG}script", f"{SVG}style", f"{SVG}image", f"{SVG}foreignObject"}
        assert not [name for name in node.attrib if name == "style" or name.startswith("on") or "href" in name]
        assert node.get("stroke") is None  # colours come by class alone
        assert node.get("fill") in {None, "none", "url(#steps-cross)", "url(#months-cross)"}


@pytest.mark.parametrize(("picture", "title", "told"), [
    (two_bars(), "步骤", "甲 4; 乙 0"), (two_columns(), "月份", "逾期 2; 一月 4"),
])  # fmt: skip
def test_a_picture_can_be_read_aloud(picture, title, told):
    root = parsed(picture)
    assert root.get("role") == "img"
    assert (root[0].tag, root[0].text, root[1].tag, root[1].text) == (f"{SVG}title", title, f"{SVG}desc", told)
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (root[0].get("id"), root[1].get("id"))


@pytest.mark.parametrize("picture", [
    bars([Bar(HOSTILE, (1,), HOSTILE, heading=HOSTILE)], [Series("x", "active")], name="n", title=HOSTILE),
    columns([Column(HOSTILE, (1,), HOSTILE, below=HOSTILE)], [Series("x", "active")], name="n", title=HOSTILE),
])  # fmt: skip
def test_every_word_from_outside_is_escaped(picture):
    assert not {node.tag for node in parsed(picture).iter()} & {f"{SVG}script", f"{SVG}b"}
    assert parsed(picture)[0].text == HOSTILE
    assert HOSTILE in texts(picture) or "".join(texts(picture)).replace(" ", "").count("<script>") >= 1
    assert "<script" not in picture


def test_bars_lie_across_in_percent_so_that_letters_keep_their_size_at_any_width():
    picture = two_bars()
    root = parsed(picture)
    assert (root.get("width"), root.get("viewBox")) == ("100%", None)
    [first], [second] = parts(picture, "active"), parts(picture, "danger")
    assert (first["x"], first["width"]) == ("0.00%", "54.00%")  # three quarters of a track of 72
    assert (second["x"], second["width"]) == ("54.00%", "18.00%")
    assert {node.get("font-size") for node in root.iter(f"{SVG}text")} == {"12.5", "12"}
    assert texts(picture) == ["甲", "4", "乙", "0"]


def test_a_bar_is_measured_by_the_most_that_could_be():
    [first] = parts(two_bars(most=8), "active")
    assert first["width"] == "27.00%"


def test_bars_of_nothing_are_an_empty_track():
    picture = bars([Bar("甲", (0, 0), "0")], TWO, name="n", title="t")
    assert (parts(picture, "active"), parts(picture, "danger")) == ([], [])
    assert parsed(bars([], TWO, name="n", title="t")).get("height") == "0"


def test_columns_stand_on_the_line_one_upon_the_other():
    [overdue, month], [above] = parts(two_columns(), "active"), parts(two_columns(), "danger")
    # Four slots wide; the highest column (4) fills the plot of 108 that begins 18 from the top.
    assert (overdue["y"], overdue["height"]) == ("72.0", "54.0")
    assert (month["y"], month["height"], above["y"], above["height"]) == ("99.0", "27.0", "18.0", "81.0")
    assert (month["x"], month["width"]) == ("78.75%", "17.50%") == (above["x"], above["width"])
    assert texts(two_columns()) == ["2", "逾期", "4", "1", "2026"]


def test_one_case_alone_is_no_tower():
    [part] = parts(columns([Column("1", (1,), "1")], TWO[:1], name="n", title="t"), "active")
    assert part["height"] == "27.0"


def test_a_series_is_told_by_its_pattern_too():
    picture = two_bars()
    assert [node.get("id") for node in parsed(picture).iter(f"{SVG}pattern")] == ["steps-cross"]
    assert picture.count('fill="url(#steps-cross)"') == 1


@pytest.mark.parametrize(("label", "lines"), [
    ("", [""]),
    ("5.1.2.2 Share of after-sales service managers", ["5.1.2.2 Share of after-sales service", "managers"]),
    ("5.1.2.2 " + "售" * 15, ["5.1.2.2 " + "售" * 14, "售"]),
    ("W" * 50, ["W" * 36, "W" * 14]),
])  # fmt: skip
def test_a_label_is_broken_into_lines_that_fit_a_phone(label, lines):
    assert wrapped(label) == lines
    assert max(map(room, lines)) <= 36
