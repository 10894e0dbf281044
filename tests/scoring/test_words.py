"""Levels, outcomes, grounds and rules as words; the verdict as a sentence."""

import pytest
from django.utils import translation

from scoring.rules import MET, NOT_MET, Caution, Ground, Level, Outcome, Rules, evaluate, excluded, sampled
from scoring.words import GROUNDS, LEVELS, OUTCOMES, cautions, level_label, rules_in_words, verdict

POINTS = {"5.1.1.1": 90, "5.2.1.1": 10}
STRICT = Rules(stars_after_one_year=True)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def result_of(failed, **facts):
    """90 of 100 points sampled with `failed` of 900 failing: every failure costs a tenth of a point."""
    return evaluate(POINTS, {"5.1.1.1": sampled(drawn=900, failed=failed), "5.2.1.1": MET}, **facts)


def test_everything_has_a_word():
    assert (set(LEVELS), set(OUTCOMES), set(GROUNDS)) == (set(Level), set(Outcome), set(Ground))
    assert [level_label(level) for level in Level] == [
        "Not passed",
        "Qualified",
        "Three-star",
        "Four-star",
        "Five-star",
    ]
    assert level_label("five_star") == "Five-star"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_two_levels_share_a_word(language):
    with translation.override(language):
        assert len({level_label(level) for level in Level}) == 5


@pytest.mark.parametrize(
    ("result", "rules", "sentence"),
    [
        (result_of(0), Rules(), "Five-star: the score of 100 reaches 95."),
        (result_of(51), Rules(), "Four-star: the score of 94.9 reaches 90."),
        (result_of(300), Rules(), "Qualified: the score of 70 reaches 70."),
        (result_of(301), Rules(), "Not passed: the score of 69.9 is below 70."),
        (
            result_of(0, special_deductions=5),
            Rules(),
            "Not passed: there are 5 special deductions, and 5 exclude a pass.",
        ),
        (
            result_of(0, special_deductions=1, rules=Rules(special_deduction_limit=1)),
            Rules(special_deduction_limit=1),
            "Not passed: there is 1 special deduction, and 1 exclude a pass.",
        ),
        (
            result_of(51, rules=STRICT),
            STRICT,
            "Qualified: the score of 94.9 would be Four-star, but stars are given only after one year at the qualified level.",
        ),
    ],
)
def test_the_verdict_says_why(result, rules, sentence):
    assert verdict(result, rules) == sentence


def test_cautions_are_sentences():
    few = evaluate(POINTS, {"5.1.1.1": excluded("不适用"), "5.2.1.1": MET}, rules=STRICT)

    assert few.cautions == (Caution.FEW_POINTS_APPLICABLE, Caution.STARS_HELD_BACK)
    assert cautions(few, STRICT) == [
        "Only 10 points are applicable, fewer than 60.",
        "Stars are given only after one year at the qualified level.",
    ]
    assert cautions(result_of(0), Rules()) == []


def test_the_rules_are_told_with_the_edition_s_numbers_and_our_defaults_marked():
    told = rules_in_words(Rules(pass_mark=65, special_deduction_limit=4, few_applicable_points="55.5"))
    sentences = [rule.sentence for rule in told]

    assert "Below 65, or with 4 special deductions: not passed." in sentences
    assert (
        "From 65 qualified, from 80 three-star, from 90 four-star, from 95 five-star; every bound is inclusive."
        in sentences
    )
    assert [rule.sentence for rule in told if rule.is_default] == [
        "Deductions and bonus are counted after the base score, and the score stays within 0 and 100.",
        "Nothing is rounded before a bound is compared; a score is shown rounded down to two decimals.",
        "With fewer than 55.5 applicable points the result carries a warning.",
        "No section has a minimum of its own.",
    ]
    assert len(rules_in_words(STRICT)) == len(told) + 1


def test_a_failed_clause_is_told_apart_from_an_excluded_one():
    assert evaluate(POINTS, {"5.1.1.1": MET, "5.2.1.1": NOT_MET}).score == 90
    assert evaluate(POINTS, {"5.1.1.1": MET, "5.2.1.1": excluded("不适用")}).score == 100
