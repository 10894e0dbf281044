"""What must hold for every sheet, not only for the examples."""

import dataclasses
import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules import (
    MET,
    NOT_MET,
    Finding,
    Level,
    Outcome,
    Rules,
    ScoreError,
    clause_total,
    evaluate,
    excluded,
    lowest_terms,
    rounded_down,
    running,
    sampled,
    written,
)
from scoring.sheets import Bonus, Sheet, SpecialDeduction, dumps, export_dict, loads, read, result_dict
from scoring.sheets.form import Ground

codes = st.builds(lambda a, b, c: f"5.{a}.{b}.{c}", *[st.integers(1, 9)] * 3)
hundredths = st.integers(1, 2000).map(lambda number: Fraction(number, 100))
samples = st.integers(1, 10**12).flatmap(
    lambda drawn: st.integers(0, drawn).map(lambda failed: sampled(drawn=drawn, failed=failed))
)
applicable_findings = st.just(MET) | st.just(NOT_MET) | samples
findings = applicable_findings | st.just(excluded("不适用"))
clauses = st.dictionaries(codes, st.tuples(hundredths, findings), min_size=1, max_size=60)
outside = st.fixed_dictionaries({"special_deductions": st.integers(0, 7), "bonus": st.integers(0, 1)})


def split(parts):
    return {code: part[0] for code, part in parts.items()}, {code: part[1] for code, part in parts.items()}


def with_an_applicable_clause(parts):
    return parts | {"5.1.1.1": (Fraction(2), MET)}


def worse(finding: Finding) -> Finding:
    """The same clause with one failure more, where there is room for one."""
    match finding.outcome:
        case Outcome.SAMPLED if finding.failed < finding.drawn:
            return sampled(drawn=finding.drawn, failed=finding.failed + 1)
        case Outcome.MET:
            return NOT_MET
        case _:
            return finding


@given(clauses.map(with_an_applicable_clause), outside, st.data())
def test_more_failures_never_give_more(parts, facts, data):
    points, found = split(parts)
    code = data.draw(st.sampled_from(sorted(found)))
    before, after = evaluate(points, found, **facts), evaluate(points, found | {code: worse(found[code])}, **facts)

    assert after.earned <= before.earned
    assert after.applicable == before.applicable
    assert after.score <= before.score
    assert after.level.rank <= before.level.rank


@given(clauses.map(with_an_applicable_clause), outside)
def test_more_special_deductions_never_give_more(parts, facts):
    points, found = split(parts)
    more = facts | {"special_deductions": facts["special_deductions"] + 1}

    assert evaluate(points, found, **more).score <= evaluate(points, found, **facts).score
    assert evaluate(points, found, **more).level.rank <= evaluate(points, found, **facts).level.rank


@given(clauses.map(with_an_applicable_clause), outside, st.randoms())
def test_order_never_matters(parts, facts, chance):
    points, found = split(parts)
    shuffled_points, shuffled_found = list(points), list(found)
    chance.shuffle(shuffled_points)
    chance.shuffle(shuffled_found)

    again = evaluate(
        {code: points[code] for code in shuffled_points}, {code: found[code] for code in shuffled_found}, **facts
    )

    assert again == evaluate(points, found, **facts)


@given(clauses, outside, st.data())
def test_excluding_clauses_never_divides_by_zero(parts, facts, data):
    points, found = split(parts)
    out = data.draw(st.sets(st.sampled_from(sorted(found))))
    found |= dict.fromkeys(out, excluded("不适用"))

    if all(each.outcome is Outcome.EXCLUDED for each in found.values()):
        with pytest.raises(ScoreError, match=r"^findings: no clause is applicable"):
            evaluate(points, found, **facts)
    else:
        result = evaluate(points, found, **facts)
        assert 0 <= result.score <= 100
        assert all(total.percent is None or 0 <= total.percent <= 100 for total in result.indicators.values())


@given(clauses.map(with_an_applicable_clause), outside)
def test_sections_clauses_and_losses_add_up(parts, facts):
    points, found = split(parts)
    result = evaluate(points, found, **facts)

    for totals in (result.clauses, result.sections, result.indicators):
        assert sum(total.earned for total in totals.values()) == result.earned
        assert sum(total.applicable for total in totals.values()) == result.applicable
    assert sum(result.lost.values()) == result.applicable - result.earned
    assert all(clause_total(points[code], found[code]).lost == lost for code, lost in result.lost.items())


@given(clauses.map(with_an_applicable_clause), outside)
def test_the_level_is_read_from_the_unrounded_score(parts, facts):
    points, found = split(parts)
    result = evaluate(points, found, **facts)
    expected = Level.NOT_PASSED
    for bound, level in ((70, "qualified"), (80, "three_star"), (90, "four_star"), (95, "five_star")):
        if result.score >= bound and facts["special_deductions"] < 5:
            expected = Level(level)

    assert result.level is expected


@given(st.fractions(min_value=0, max_value=100))
def test_a_shown_number_is_never_higher_and_less_than_a_hundredth_lower(value):
    shown = rounded_down(value)

    assert value - Fraction(1, 100) < Fraction(shown) <= value
    assert Fraction(lowest_terms(value)) == Fraction(written(value)) == value
    assert shown == "0" or not ("." in shown and shown.endswith(("0", ".")))


@given(clauses.map(with_an_applicable_clause), outside, st.data())
def test_running_ends_between_now_and_best(parts, facts, data):
    points, found = split(parts)
    known = data.draw(st.sets(st.sampled_from(sorted(found))))
    so_far = running(points, {code: found[code] for code in known}, **facts)

    assert set(so_far.unanswered) == set(points) - known
    assert so_far.answered == len(known)
    assert so_far.best is not None or all(found[code].outcome is Outcome.EXCLUDED for code in found)
    if so_far.best and not any(found[code].outcome is Outcome.EXCLUDED for code in so_far.unanswered):
        assert evaluate(points, found, **facts).score <= so_far.best.score


numbers = (int, Fraction, str, type(None))


def leaves(value):
    """Every plain value inside dataclasses, mappings and sequences."""
    if dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from leaves(getattr(value, each.name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner)
    else:
        yield value


@given(clauses.map(with_an_applicable_clause), outside)
def test_no_float_comes_out_anywhere(parts, facts):
    points, found = split(parts)
    result, so_far = evaluate(points, found, **facts), running(points, found, **facts)

    for whole in (result, so_far, result.sections, result.indicators, result.lost, result.base, result_dict(result)):
        assert all(isinstance(leaf, numbers) for leaf in leaves(whole))


texts = st.text(min_size=1, max_size=30).filter(lambda text: text.strip())
rule_sets = st.builds(
    Rules, pass_mark=st.integers(0, 80), stars_after_one_year=st.booleans(), bonus_limit=st.integers(1, 3)
)
sheets = st.builds(
    lambda parts, deductions, bonuses, rules, year: Sheet(
        edition="GB/T 27922-2011",
        version=1,
        points=split(parts)[0],
        findings=split(parts)[1],
        special_deductions=tuple(deductions),
        bonuses=tuple(bonuses)[: rules.bonus_limit],
        rules=rules,
        qualified_for_a_year=year,
    ),
    clauses.map(with_an_applicable_clause),
    st.lists(st.builds(SpecialDeduction, st.sampled_from(Ground), texts), max_size=6),
    st.lists(st.builds(Bonus, texts), max_size=3),
    rule_sets,
    st.booleans(),
)


@given(sheets)
def test_an_exported_sheet_reads_back_as_itself(sheet):
    assert read(export_dict(sheet)) == sheet
    assert loads(dumps(sheet)) == sheet
    assert read(json.loads(dumps(sheet))).result() == sheet.result()
    assert not any(isinstance(leaf, float) for leaf in leaves(export_dict(sheet)))
