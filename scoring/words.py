"""What levels, outcomes, grounds and rules are called, and the result as sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from scoring.rules import Caution, Ground, Level, Outcome, Result, Rules, rounded_down

LEVELS = {
    Level.NOT_PASSED: gettext_lazy("Not passed"),
    Level.QUALIFIED: gettext_lazy("Qualified"),
    Level.THREE_STAR: gettext_lazy("Three-star"),
    Level.FOUR_STAR: gettext_lazy("Four-star"),
    Level.FIVE_STAR: gettext_lazy("Five-star"),
}
OUTCOMES = {
    Outcome.MET: pgettext_lazy("clause", "Met"),
    Outcome.NOT_MET: pgettext_lazy("clause", "Not met"),
    Outcome.SAMPLED: pgettext_lazy("clause", "Sampled"),
    Outcome.EXCLUDED: pgettext_lazy("clause", "Excluded"),
}
GROUNDS = {
    Ground.LAW: gettext_lazy("Breaks the law"),
    Ground.OWN_RULES: gettext_lazy("Breaks the company's own service rules"),
    Ground.TRADE_NEED: gettext_lazy("Breaks a special professional need of the trade"),
    Ground.SYSTEM_OPERATION: gettext_lazy("Affects the running of the service system"),
}


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """One rule as a sentence; `is_default` marks a reading of our own that an edition may change."""

    sentence: str
    is_default: bool


def level_label(level: Level | str) -> str:
    """The level in the reader's language."""
    return str(LEVELS[Level(level)])


def level_choices(*, passed_only=False) -> list[tuple[str, str]]:
    """The levels for a filter, the highest first, behind a choice of all of them."""
    levels = [level for level in reversed(Level) if not (passed_only and level is Level.NOT_PASSED)]
    return [("", str(gettext_lazy("All levels"))), *((level.value, str(LEVELS[level])) for level in levels)]


def verdict(result: Result, rules: Rules) -> str:
    """The level and why it is that one, as a sentence."""
    score, reached = rounded_down(result.score), rules.level_at(result.score)
    if result.special_deductions >= rules.special_deduction_limit:
        return ngettext(
            "Not passed: there is %(count)d special deduction, and %(limit)d exclude a pass.",
            "Not passed: there are %(count)d special deductions, and %(limit)d exclude a pass.",
            result.special_deductions,
        ) % {"count": result.special_deductions, "limit": rules.special_deduction_limit}
    if reached is Level.NOT_PASSED:
        return _("Not passed: the score of %(score)s is below %(mark)s.") % {
            "score": score,
            "mark": rounded_down(rules.pass_mark),
        }
    if Caution.STARS_HELD_BACK in result.cautions:
        return _(
            "Qualified: the score of %(score)s would be %(level)s, but stars are given only after one year at the "
            "qualified level."
        ) % {"score": score, "level": level_label(reached)}
    return _("%(level)s: the score of %(score)s reaches %(mark)s.") % {
        "level": level_label(reached),
        "score": score,
        "mark": rounded_down(rules.bounds[reached]),
    }


def cautions(result: Result, rules: Rules) -> list[str]:
    """What a reader of the result should know, as sentences."""
    sentences = {
        Caution.FEW_POINTS_APPLICABLE: _("Only %(applicable)s points are applicable, fewer than %(few)s.")
        % {"applicable": rounded_down(result.applicable), "few": rounded_down(rules.few_applicable_points)},
        Caution.STARS_HELD_BACK: _("Stars are given only after one year at the qualified level."),
    }
    return [sentences[each] for each in result.cautions]


def rules_in_words(rules: Rules) -> list[RuleInWords]:
    """Every rule a score follows, in the order in which it is worked out."""
    marks = {name: rounded_down(getattr(rules, name)) for name in ("pass_mark", "three_star", "four_star", "five_star")}
    counts = {"limit": rules.special_deduction_limit, "bonuses": rules.bonus_limit}
    few = {"few": rounded_down(rules.few_applicable_points)}
    told = [
        (_("A clause that is not met loses all its points."), False),
        (_("Where like samples were drawn, points are lost in proportion to the share that failed."), False),
        (
            _("A clause that does not apply leaves the points to be reached: base score = earned ÷ applicable × 100."),
            False,
        ),
        (_("Every special deduction takes 1 point off the base score, outside the clauses."), False),
        (_("A special bonus adds 1 point; at most %(bonuses)d can be given.") % counts, False),
        (_("Below %(pass_mark)s, or with %(limit)d special deductions: not passed.") % (marks | counts), False),
        (
            _(
                "From %(pass_mark)s qualified, from %(three_star)s three-star, from %(four_star)s four-star, "
                "from %(five_star)s five-star; every bound is inclusive."
            )
            % marks,
            False,
        ),
        (_("Deductions and bonus are counted after the base score, and the score stays within 0 and 100."), True),
        (_("Nothing is rounded before a bound is compared; a score is shown rounded down to two decimals."), True),
        (_("With fewer than %(few)s applicable points the result carries a warning.") % few, True),
        (_("No section has a minimum of its own."), True),
    ]
    if rules.stars_after_one_year:
        told.append((_("Stars are given only after one year at the qualified level."), True))
    return [RuleInWords(str(sentence), is_default) for sentence, is_default in told]
