"""Radar and level band as SVG: well formed, without style or script, right in place and words."""

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from django.utils import translation

from scoring.charts import indicator_radar, level_band, section_radar
from scoring.pictures import Axis, radar, score_band
from scoring.queries import points_by_clause, tree
from scoring.rules import MET, NOT_MET, Level, Rules, evaluate, excluded

SVG = "{http://www.w3.org/2000/svg}"
LABELS = {level: level.value for level in Level}
THREE = [Axis("甲", Fraction(100)), Axis("乙", Fraction(50)), Axis("丙", Fraction(0))]


def parsed(picture):
    return ElementTree.fromstring(picture)  # noqa: S314  (our own text)


def texts(picture):
    return ["".join(node.itertext()) for node in parsed(picture).iter(f"{SVG}text")]


def corners(picture):
    (area,) = [node for node in parsed(picture).iter(f"{SVG}polygon") if node.get("class") == "picture-area"]
    return [tuple(map(float, pair.split(","))) for pair in area.get("points").split()]


def marker_x(picture):
    (marker,) = [node for node in parsed(picture).iter(f"{SVG}path") if node.get("class") == "picture-marker"]
    return float(re.match(r"M([\d.]+) ", marker.get("d")).group(1))


def band(score, level=Level.FIVE_STAR, **options):
    return score_band(Fraction(score), level, Rules(), title="评分", labels=LABELS, **options)


@pytest.mark.parametrize("picture", [radar(THREE, title="雷达图", absent="不适用"), band("96.39")])
def test_a_picture_keeps_to_the_content_security_policy_and_can_be_read_aloud(picture):
    root = parsed(picture)

    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert (root[0].tag, root[1].tag) == (f"{SVG}title", f"{SVG}desc")
    for node in root.iter():
        assert node.tag not in {f"{SVG}script", f"{SVG}style", f"{SVG}image", f"{SVG}foreignObject"}
        assert not [name for name in node.attrib if name == "style" or name.startswith("on") or "href" in name]
        assert node.get("fill") in {None, "none", "currentColor"}
        assert node.get("stroke") in {None, "currentColor"}


def test_the_radar_puts_100_at_the_rim_and_0_in_the_middle():
    full, half, none = corners(radar(THREE, title="x", absent="-"))

    assert full == (280.0, 80.0)
    assert half == (pytest.approx(280 + 80 * 3**0.5 / 2, abs=0.1), 280.0)
    assert none == (280.0, 240.0)


def test_the_radar_tells_its_numbers_rounded_down():
    axes = [Axis("甲", Fraction(9350, 97)), Axis("乙", Fraction(0)), Axis("丙", None)]
    picture = radar(axes, title="各章得分", absent="不适用")

    assert parsed(picture)[0].text == "各章得分"
    assert parsed(picture)[1].text == "甲 96.39 %; 乙 0 %; 丙 不适用"
    assert texts(picture) == ["甲96.39 %", "乙0 %", "丙不适用"]


def test_an_axis_that_does_not_apply_has_no_corner():
    assert len(corners(radar([*THREE, Axis("丁", None)], title="x", absent="-"))) == 3


def test_with_many_axes_the_labels_stand_alone():
    axes = [Axis(f"第{at}", Fraction(80)) for at in range(6)] + [Axis("废弃商品回收", None)]
    picture = radar(axes, title="x", absent="不适用")

    assert texts(picture) == ["第0", "第1", "第2", "第3", "第4", "第5", "废弃商品回收 –"]
    assert parsed(picture)[1].text.endswith("第5 80 %; 废弃商品回收 不适用")


def test_long_labels_break_into_lines_of_whole_words():
    picture = radar([Axis("Take-back of discarded goods", Fraction(1))] * 7, title="x", absent="-")
    lines = [span.text for span in parsed(picture).iter(f"{SVG}tspan")]

    assert lines[:3] == ["Take-back of", "discarded", "goods"]


def test_two_axes_are_no_radar():
    with pytest.raises(ValueError, match="at least 3"):
        radar(THREE[:2], title="x", absent="-")


def test_words_from_outside_cannot_break_out():
    nasty = '</text><script>alert("1")</script>'
    axes = [Axis(nasty, Fraction(1))] * 3

    for picture in (
        radar(axes, title=nasty, absent=nasty, ink='"><script>', font='"><script>'),
        score_band(Fraction(1), Level.NOT_PASSED, Rules(), title=nasty, labels=dict.fromkeys(Level, nasty)),
    ):
        assert not list(parsed(picture).iter(f"{SVG}script"))
        assert parsed(picture)[0].text == nasty


@pytest.mark.parametrize(
    ("score", "x"),
    [("0", 12.0), ("35", 65.6), ("70", 119.2), ("80", 226.4), ("92.5", 387.2), ("95", 440.8), ("100", 548.0)],
)
def test_the_marker_stands_where_the_score_is(score, x):
    assert marker_x(band(score)) == pytest.approx(x)


def test_a_score_just_below_a_bound_is_marked_below_it():
    assert marker_x(band("94.996")) < marker_x(band("95"))
    assert "94.99" in texts(band("94.996"))


def test_the_reached_level_is_filled_even_where_the_score_is_higher():
    picture = band("92", Level.NOT_PASSED)
    reached = [node.get("class") for node in parsed(picture).iter(f"{SVG}rect") if "is-reached" in node.get("class")]

    assert reached == ["picture-field picture-not-passed is-reached"]
    assert parsed(picture)[1].text == "92, not_passed"


def test_the_band_shows_the_bounds_of_the_edition():
    rules = Rules(pass_mark="62.5")
    picture = score_band(Fraction(80), Level.THREE_STAR, rules, title="x", labels=LABELS)

    assert texts(picture) == [*LABELS.values(), "0", "62.5", "80", "90", "95", "100", "80"]


def test_ink_and_font_are_written_only_when_given():
    assert parsed(band("80", ink="#1f4e8c", font="Noto Serif SC")).get("color") == "#1f4e8c"
    assert parsed(band("80", ink="#1f4e8c", font="Noto Serif SC")).get("font-family") == "Noto Serif SC"
    assert not {"color", "font-family"} & set(parsed(band("80")).attrib)


def test_the_pictures_of_a_result_speak_the_reader_s_language(edition):
    points, nodes = points_by_clause(edition), tree(edition)
    findings = dict.fromkeys(points, MET) | {"5.1.1.1": NOT_MET, "5.2.6.1": excluded("a"), "5.2.6.2": excluded("b")}
    result = evaluate(points, findings)

    with translation.override("en"):
        assert texts(section_radar(result, nodes)) == [
            "After-salesservice system95 %",
            "Commodityservice100 %",
            "Customerservice100 %",
        ]
        assert parsed(level_band(result, edition.parameters))[1].text == "97.93, Five-star"
    with translation.override("zh-hans"):
        told = parsed(indicator_radar(result, nodes))[1].text

    assert told.startswith("组织架构 50 %; 人员配置 100 %; ")
    assert len(told.split("; ")) == 15
