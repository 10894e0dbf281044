"""Rules R1-R8 and our readings of them, by exact value."""

from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.rules import (
    MET,
    NOT_MET,
    STANDARD_RULES,
    Caution,
    Finding,
    Level,
    Outcome,
    Rules,
    ScoreError,
    Total,
    clause_points,
    clause_total,
    evaluate,
    exact,
    excluded,
    lowest_terms,
    required_managers,
    rounded_down,
    running,
    sampled,
    written,
)
from tests.scoring.examples import VECTORS

POINTS = {"5.1.1.1": 60, "5.1.2.1": 10, "5.2.1.1": 20, "5.3.1.1": 10}
ALL_MET = dict.fromkeys(POINTS, MET)


def result_of(vector, **facts):
    earned, applicable = Decimal(vector.earned), Decimal(vector.applicable)
    points = {"5.1.1.1": earned, "5.2.1.1": applicable - earned}
    findings = {"5.1.1.1": MET, "5.2.1.1": NOT_MET}
    given = {code: value for code, value in points.items() if value}
    return evaluate(
        given,
        {code: findings[code] for code in given},
        special_deductions=vector.special,
        bonus=vector.bonus,
        **facts,
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: f"{v.earned}-{v.applicable}-{v.special}-{v.bonus}")
def test_the_published_vectors(vector):
    result = result_of(vector)

    assert (written(result.earned), written(result.applicable)) == (vector.earned, vector.applicable)
    assert rounded_down(result.base) == vector.base
    assert (rounded_down(result.score), lowest_terms(result.score)) == (vector.score, vector.score_exact)
    assert result.level is Level(vector.level)


@pytest.mark.parametrize(
    ("finding", "earned", "applicable"),
    [
        (MET, Fraction(5), Fraction(5)),
        (NOT_MET, Fraction(0), Fraction(5)),
        (sampled(drawn=20, failed=3), Fraction(17, 4), Fraction(5)),
        (sampled(drawn=3, failed=1), Fraction(10, 3), Fraction(5)),
        (sampled(drawn=1, failed=1), Fraction(0), Fraction(5)),
        (sampled(drawn=7, failed=0), Fraction(5), Fraction(5)),
        (excluded("没有维修业务"), Fraction(0), Fraction(0)),
    ],
)
def test_a_clause_of_five_points(finding, earned, applicable):
    assert clause_points(5, finding) == earned
    assert clause_total(5, finding) == Total(earned, applicable)


def test_losses_and_totals_by_part():
    findings = {
        "5.1.1.1": sampled(drawn=20, failed=3),
        "5.1.2.1": MET,
        "5.2.1.1": excluded("不适用"),
        "5.3.1.1": NOT_MET,
    }

    result = evaluate(POINTS, findings)

    assert result.lost == {"5.1.1.1": Fraction(9), "5.3.1.1": Fraction(10)}
    assert result.sections == {
        "5.1": Total(Fraction(61), Fraction(70)),
        "5.2": Total(Fraction(0), Fraction(0)),
        "5.3": Total(Fraction(0), Fraction(10)),
    }
    assert result.indicators == {
        "5.1.1": Total(Fraction(51), Fraction(60)),
        "5.1.2": Total(Fraction(10), Fraction(10)),
        "5.2.1": Total(),
        "5.3.1": Total(Fraction(0), Fraction(10)),
    }
    assert [total.percent for total in result.sections.values()] == [Fraction(610, 7), None, Fraction(0)]


def test_the_score_stays_within_0_and_100():
    top = evaluate(POINTS, ALL_MET, bonus=1)
    bottom = evaluate(POINTS, dict.fromkeys(POINTS, NOT_MET), special_deductions=3)

    assert (top.score, top.level) == (Fraction(100), Level.FIVE_STAR)
    assert (bottom.score, bottom.level) == (Fraction(0), Level.NOT_PASSED)


def test_five_special_deductions_exclude_a_pass_and_four_do_not():
    assert evaluate(POINTS, ALL_MET, special_deductions=4).level is Level.FIVE_STAR
    assert evaluate(POINTS, ALL_MET, special_deductions=5).level is Level.NOT_PASSED
    assert evaluate(POINTS, ALL_MET, special_deductions=5).score == Fraction(95)


def test_a_warning_below_60_applicable_points():
    at_60 = {"5.1.1.1": MET, "5.1.2.1": excluded("a"), "5.2.1.1": excluded("b"), "5.3.1.1": excluded("c")}
    below = {"5.1.1.1": excluded("a"), "5.1.2.1": MET, "5.2.1.1": MET, "5.3.1.1": MET}

    assert evaluate(POINTS, at_60).cautions == ()
    assert evaluate(POINTS, below).cautions == (Caution.FEW_POINTS_APPLICABLE,)
    assert evaluate(POINTS, below).level is Level.FIVE_STAR


def test_stars_after_one_year_is_off_unless_the_edition_asks_for_it():
    strict = Rules(stars_after_one_year=True)

    assert evaluate(POINTS, ALL_MET).level is Level.FIVE_STAR
    assert evaluate(POINTS, ALL_MET, rules=strict).level is Level.QUALIFIED
    assert evaluate(POINTS, ALL_MET, rules=strict).cautions == (Caution.STARS_HELD_BACK,)
    assert evaluate(POINTS, ALL_MET, rules=strict, qualified_for_a_year=True).level is Level.FIVE_STAR
    assert evaluate(POINTS, dict.fromkeys(POINTS, NOT_MET), rules=strict).cautions == ()


def test_an_edition_may_set_other_marks():
    rules = Rules(pass_mark=60, three_star="75.5", special_deduction_limit=2, bonus_limit=2)
    findings = ALL_MET | {"5.2.1.1": NOT_MET}

    assert evaluate(POINTS, findings, rules=rules).level is Level.THREE_STAR
    assert evaluate(POINTS, findings, rules=rules, bonus=2).score == Fraction(82)
    assert evaluate(POINTS, findings, rules=rules, special_deductions=2).level is Level.NOT_PASSED


@pytest.mark.parametrize(
    ("points", "findings", "facts", "place"),
    [
        (POINTS, {"5.1.1.1": MET}, {}, "findings.5.1.2.1"),
        (POINTS, ALL_MET | {"5.9.9.9": MET}, {}, "findings.5.9.9.9"),
        (POINTS | {"5.1.1.1": 0}, ALL_MET, {}, "clauses.5.1.1.1.points"),
        (POINTS | {"5.1.1.1": -1}, ALL_MET, {}, "clauses.5.1.1.1.points"),
        (POINTS, ALL_MET, {"bonus": 2}, "bonus"),
        (POINTS, ALL_MET, {"bonus": True}, "bonus"),
        (POINTS, ALL_MET, {"special_deductions": -1}, "special_deductions"),
        (POINTS, ALL_MET, {"special_deductions": True}, "special_deductions"),
        (POINTS, dict.fromkeys(POINTS, excluded("无")), {}, "findings"),
        ({}, {}, {}, "findings"),
    ],
)
def test_what_cannot_be_evaluated_is_refused_by_place(points, findings, facts, place):
    with pytest.raises(ScoreError) as refusal:
        evaluate(points, findings, **facts)

    assert refusal.value.place == place


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"outcome": "met"}, "outcome"),
        ({"outcome": Outcome.SAMPLED}, "drawn"),
        ({"outcome": Outcome.SAMPLED, "drawn": 0, "failed": 0}, "drawn"),
        ({"outcome": Outcome.SAMPLED, "drawn": True, "failed": 0}, "drawn"),
        ({"outcome": Outcome.SAMPLED, "drawn": 2.0, "failed": 0}, "drawn"),
        ({"outcome": Outcome.SAMPLED, "drawn": 2}, "failed"),
        ({"outcome": Outcome.SAMPLED, "drawn": 2, "failed": -1}, "failed"),
        ({"outcome": Outcome.SAMPLED, "drawn": 2, "failed": 3}, "failed"),
        ({"outcome": Outcome.MET, "drawn": 2}, "drawn"),
        ({"outcome": Outcome.MET, "reason": "x"}, "reason"),
        ({"outcome": Outcome.EXCLUDED}, "reason"),
        ({"outcome": Outcome.EXCLUDED, "reason": " "}, "reason"),
    ],
)
def test_a_finding_that_contradicts_itself_is_refused_by_field(fields, place):
    with pytest.raises(ScoreError) as refusal:
        Finding(**fields)

    assert refusal.value.place == place


def test_running_counts_the_answered_clauses_and_what_is_still_possible():
    so_far = running(POINTS, {"5.1.1.1": sampled(drawn=6, failed=1), "5.1.2.1": MET}, special_deductions=1)

    assert (so_far.answered, so_far.unanswered) == (2, ("5.2.1.1", "5.3.1.1"))
    assert so_far.total == Total(Fraction(60), Fraction(70))
    assert not so_far.is_complete
    assert (so_far.now.score, so_far.now.level) == (Fraction(593, 7), Level.THREE_STAR)
    assert (so_far.best.score, so_far.best.level) == (Fraction(89), Level.THREE_STAR)


def test_running_before_the_first_answer_shows_only_what_is_possible():
    so_far = running(POINTS, {})

    assert (so_far.answered, so_far.total, so_far.now) == (0, Total(), None)
    assert so_far.best.score == Fraction(100)


def test_running_with_everything_excluded_has_no_score_at_all():
    so_far = running(POINTS, dict.fromkeys(POINTS, excluded("不适用")))

    assert (so_far.now, so_far.best, so_far.is_complete) == (None, None, True)


def test_running_over_a_complete_sheet_is_the_result():
    findings = ALL_MET | {"5.2.1.1": NOT_MET}
    so_far = running(POINTS, findings, bonus=1)

    assert so_far.now == so_far.best == evaluate(POINTS, findings, bonus=1)
    assert so_far.is_complete


def test_running_refuses_an_unknown_clause():
    with pytest.raises(ScoreError) as refusal:
        running(POINTS, {"5.9.9.9": MET})

    assert refusal.value.place == "findings.5.9.9.9"


@pytest.mark.parametrize(
    ("staff", "managers"), [(0, 1), (1, 1), (10, 1), (11, 2), (20, 2), (21, 3), (99, 10), (100, 10), (101, 11)]
)
def test_managers_required_are_a_tenth_rounded_up_and_at_least_one(staff, managers):
    assert required_managers(staff) == managers


@pytest.mark.parametrize("staff", [-1, True, 10.0, "10"])
def test_managers_for_a_number_of_staff_that_is_none(staff):
    with pytest.raises(ScoreError):
        required_managers(staff)


@pytest.mark.parametrize(
    ("value", "shown", "exactly", "fraction"),
    [
        (Fraction(9350, 97), "96.39", "9350/97", "9350/97"),
        (Fraction("94.996"), "94.99", "94.996", "23749/250"),
        (Fraction("93.5"), "93.5", "93.5", "187/2"),
        (Fraction("90.05"), "90.05", "90.05", "1801/20"),
        (Fraction(97), "97", "97", "97"),
        (Fraction(100), "100", "100", "100"),
        (Fraction(1, 3), "0.33", "1/3", "1/3"),
        (Fraction(1, 1000), "0", "0.001", "1/1000"),
        (Fraction(0), "0", "0", "0"),
        (Fraction(1, 2**7), "0", "0.0078125", "1/128"),
    ],
)
def test_numbers_as_they_are_shown(value, shown, exactly, fraction):
    assert (rounded_down(value), written(value), lowest_terms(value)) == (shown, exactly, fraction)


def test_numbers_too_long_for_str_are_still_written():
    huge = Fraction(10**5000 + 1, 10**5000)

    assert written(huge) == f"1.{'0' * 4999}1"
    assert rounded_down(huge) == "1"
    assert lowest_terms(huge) == f"1{'0' * 4999}1/1{'0' * 5000}"


@pytest.mark.parametrize("value", [2, "2", "2.0", Decimal("2"), Decimal("2.00"), Fraction(2)])
def test_exact_numbers(value):
    assert exact(value) == Fraction(2)


@pytest.mark.parametrize(
    "value", [2.0, True, None, "", " 2", "1e9", "-2", "1/2", "2.", "nan", Decimal("NaN"), Decimal("1e99")]
)
def test_what_is_no_exact_number(value):
    with pytest.raises((TypeError, ValueError)):
        exact(value)


def test_levels_have_a_rank_and_stars():
    assert [(level.value, level.rank, level.stars) for level in Level] == [
        ("not_passed", 0, 0),
        ("qualified", 1, 0),
        ("three_star", 2, 3),
        ("four_star", 3, 4),
        ("five_star", 4, 5),
    ]


def test_rule_parameters_survive_json():
    rules = Rules(pass_mark="72.5", bonus_limit=0, stars_after_one_year=True)

    assert rules.to_dict() == {
        "pass_mark": "72.5",
        "three_star": "80",
        "four_star": "90",
        "five_star": "95",
        "special_deduction_limit": 5,
        "bonus_limit": 0,
        "few_applicable_points": "60",
        "stars_after_one_year": True,
    }
    assert Rules.from_dict(rules.to_dict()) == rules
    assert Rules.from_dict({}) == STANDARD_RULES == Rules()


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"pass_mark": 70.0}, "pass_mark"),
        ({"pass_mark": True}, "pass_mark"),
        ({"five_star": "ninety"}, "five_star"),
        ({"five_star": 101}, "pass_mark"),
        ({"three_star": 95, "four_star": 90}, "pass_mark"),
        ({"few_applicable_points": 101}, "few_applicable_points"),
        ({"special_deduction_limit": 0}, "special_deduction_limit"),
        ({"special_deduction_limit": True}, "special_deduction_limit"),
        ({"bonus_limit": -1}, "bonus_limit"),
        ({"stars_after_one_year": 1}, "stars_after_one_year"),
        ({"mercy": 5}, "mercy"),
    ],
)
def test_rule_parameters_that_make_no_sense_are_refused_by_name(values, place):
    with pytest.raises(ScoreError) as refusal:
        Rules.from_dict(values)

    assert refusal.value.place == place
