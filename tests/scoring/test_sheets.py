"""Reading, exporting and reporting a score sheet."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.rules import MET, Finding, Ground, Level, Outcome, Rules, excluded, sampled
from scoring.sheets import (
    Bonus,
    Sheet,
    SheetError,
    SpecialDeduction,
    dumps,
    export_dict,
    loads,
    read,
    result_dict,
)
from tests.scoring.examples import ISSUE_OUTPUT, ISSUE_SHEET, VECTORS, changed, output_of, sheet_of


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: f"{v.earned}-{v.applicable}-{v.special}-{v.bonus}")
def test_the_published_vectors(vector):
    assert result_dict(read(sheet_of(vector)).result()) == output_of(vector)


def test_the_sheet_of_the_example():
    assert result_dict(read(ISSUE_SHEET).result()) == ISSUE_OUTPUT
    assert list(result_dict(read(ISSUE_SHEET).result())) == list(ISSUE_OUTPUT)


def test_what_is_read_is_what_stands_there():
    assert read(ISSUE_SHEET) == Sheet(
        edition="GB/T 27922-2011",
        version=1,
        points={
            "5.1.1.1": Fraction(89),
            "5.1.2.2": Fraction(5),
            "5.1.4.2": Fraction(11, 4),
            "5.2.1.1": Fraction(1, 4),
            "5.2.3.3": Fraction(3),
        },
        findings={
            "5.1.1.1": MET,
            "5.1.2.2": sampled(drawn=20, failed=3),
            "5.1.4.2": Finding(Outcome.NOT_MET),
            "5.2.1.1": MET,
            "5.2.3.3": excluded("本企业的商品不需要安装"),
        },
        special_deductions=(SpecialDeduction(Ground.LAW, "未公示收费标准"),),
    )


def test_the_export_has_the_form_it_is_read_in():
    assert export_dict(read(ISSUE_SHEET)) == ISSUE_SHEET
    assert json.loads(dumps(read(ISSUE_SHEET))) == ISSUE_SHEET


def test_a_sheet_built_from_the_database_exports_plain_numbers():
    sheet = Sheet(
        edition="GB/T 27922-2011",
        version=1,
        points={"5.1.1.1": Decimal("2.00"), "5.1.1.2": Decimal("2.50")},
        findings={"5.1.1.2": MET, "5.1.1.1": sampled(drawn=3, failed=1)},
        bonuses=(Bonus("首创"),),
    )

    assert export_dict(sheet) == {
        "edition": "GB/T 27922-2011",
        "version": 1,
        "clauses": {"5.1.1.1": {"points": 2}, "5.1.1.2": {"points": "2.5"}},
        "findings": {"5.1.1.1": {"outcome": "sampled", "drawn": 3, "failed": 1}, "5.1.1.2": {"outcome": "met"}},
        "special_deductions": [],
        "bonus": {"text": "首创"},
    }


def test_only_a_departure_from_the_usual_rules_is_exported():
    sheet = read(ISSUE_SHEET | {"rules": {"five_star": "96"}, "qualified_for_a_year": True})
    exported = export_dict(sheet)

    assert sheet.rules == Rules(five_star=96)
    assert sheet.result().level is Level.FOUR_STAR
    assert exported["rules"] == Rules(five_star=96).to_dict()
    assert exported["qualified_for_a_year"] is True
    assert read(exported) == sheet


def test_a_sheet_that_cannot_be_evaluated_is_not_exported():
    sheet = Sheet(edition="x", version=1, points={"5.1.1.1": 2}, findings={})

    with pytest.raises(SheetError) as refusal:
        export_dict(sheet)

    assert (refusal.value.place, refusal.value.sentence) == ("findings.5.1.1.1", "the clause has no finding")


def test_points_without_an_end_are_not_exported():
    sheet = Sheet(edition="x", version=1, points={"5.1.1.1": Fraction(1, 3)}, findings={"5.1.1.1": MET})

    with pytest.raises(SheetError) as refusal:
        export_dict(sheet)

    assert refusal.value.place == "clauses.5.1.1.1.points"


@pytest.mark.parametrize(
    ("points", "exported"),
    [(2, 2), ("2", 2), ("2.50", "2.5"), ("0.1", "0.1"), (10**39, 10**39), (f"0.{'0' * 39}1", f"0.{'0' * 39}1")],
)
def test_points_that_are_accepted(points, exported):
    sheet = read(changed("clauses", "5.1.1.1", "points", points))

    assert export_dict(sheet)["clauses"]["5.1.1.1"]["points"] == exported


def test_decimal_points_in_json_are_read_exactly():
    text = dumps(read(ISSUE_SHEET)).replace('"2.75"', "2.7500000000000000000000000000000001")

    assert loads(text).points["5.1.4.2"] == Fraction("2.7500000000000000000000000000000001")


def test_a_score_just_below_a_bound_is_below_it_however_small_the_difference():
    drawn = 10**39
    sheet = ISSUE_SHEET | {
        "clauses": {"5.1.1.1": {"points": 100}},
        "findings": {"5.1.1.1": {"outcome": "sampled", "drawn": drawn, "failed": drawn * 5 // 100 + 1}},
        "special_deductions": [],
    }

    assert result_dict(read(sheet).result())["level"] == "four_star"
    assert result_dict(read(sheet).result())["score"] == "94.99"


def test_a_byte_order_mark_is_no_part_of_the_sheet():
    assert loads(b"\xef\xbb\xbf" + dumps(read(ISSUE_SHEET)).encode()) == read(ISSUE_SHEET)


@pytest.mark.parametrize("data", [None, [], "x", 1, 1.5, {1: 2}, {"edition": {}}, ISSUE_SHEET | {"version": 1.0}])
def test_parsed_values_of_any_kind_are_refused_not_crashed_on(data):
    with pytest.raises(SheetError):
        read(data)


def test_a_float_is_refused_even_where_the_caller_parsed_the_json():
    with pytest.raises(SheetError) as refusal:
        read(changed("clauses", "5.1.1.1", "points", 2.5))

    assert refusal.value.place == "clauses.5.1.1.1.points"


def test_a_second_bonus_is_refused_and_one_in_a_list_is_not():
    one, two = [{"text": "甲"}], [{"text": "甲"}, {"text": "乙"}]

    assert read(ISSUE_SHEET | {"bonus": one}).bonuses == (Bonus("甲"),)
    with pytest.raises(SheetError) as refusal:
        read(ISSUE_SHEET | {"bonus": two})
    assert refusal.value.place == "bonus"
