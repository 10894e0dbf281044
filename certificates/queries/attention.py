"""What a careful reader of a report would ask about, each in a sentence and with the part of the dossier that tells more.

Nothing here stands in the way of a decision (those are obstacles), and nothing here knows a vote.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.models import Nonconformity, TeamMember
from audits.queries.plan import days_planned
from scoring.rules import rounded_down
from workflow import clock
from workflow.wording import in_words

MOST_LOST = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence; `part` is the anchor of the part of the dossier behind it."""

    sentence: str
    part: str


def points_to_note(facts) -> list[Point]:
    """The facts of a dossier read with a critical eye, the heaviest first. `facts` is what `dossier_of` gives."""
    checks = (_lost, _deductions, _rectified, _interests, _effort, _sites, _documents, _excluded, _bonus, _edition)
    return [Point(str(sentence), part) for check in checks for sentence, part in check(facts)]


def _lost(facts) -> Iterator[tuple[str, str]]:
    losing = sorted((line for line in facts["board"].lines if line.loses), key=lambda line: -line.total.lost)
    if not losing:
        return
    worst = _list(
        _("%(clause)s %(title)s (%(lost)s)") % {"clause": line.clause, "title": line.title, "lost": line.lost}
        for line in losing[:MOST_LOST]
    )
    told = ngettext("%(n)d clause lost points: %(worst)s.", "%(n)d clauses lost points, most: %(worst)s.", len(losing))
    yield told % {"n": len(losing), "worst": worst}, "findings"


def _deductions(facts):
    deductions = facts["board"].deductions
    if deductions:
        grounds = _list(str(each.get_ground_display()) for each in deductions)
        told = ngettext(
            "%(n)d special deduction: %(grounds)s.", "%(n)d special deductions: %(grounds)s.", len(deductions)
        )
        yield told % {"n": len(deductions), "grounds": grounds}, "specials"


def _rectified(facts):
    """Nonconformities that are overdue, were answered late, or needed more than one answer."""
    for closure in facts["closures"]:
        case = closure.case
        words = {"number": case.reference, "day": in_words(case.deadline) if case.deadline else ""}
        if case.is_overdue:
            yield _("%(number)s is overdue since %(day)s.") % words, "nonconformities"
        elif _was_late(closure):
            yield _("%(number)s was answered after its deadline of %(day)s.") % words, "nonconformities"
        refused = sum(1 for answer in closure.answers if answer.verdict == "rejected")
        if refused:
            told = ngettext(
                "The auditor rejected %(n)d answer to %(number)s.",
                "The auditor rejected %(n)d answers to %(number)s.",
                refused,
            )
            yield told % {"n": refused, "number": case.reference}, "nonconformities"
        if case.state == Nonconformity.State.DROPPED:
            yield _("%(number)s was dropped without corrective action.") % words, "nonconformities"


def _was_late(closure) -> bool:
    first = closure.answers[0] if closure.answers else None
    return bool(first and closure.case.deadline and clock.day_of(first.sent_at) > closure.case.deadline)


def _interests(facts):
    for member in (*facts["team"], *facts["former"]):
        if member.declaration == TeamMember.Declaration.INTEREST:
            yield _("%(name)s of the audit team declared an interest in the client.") % {"name": member.user}, "team"
        if member.objection:
            yield _("The client objected to %(name)s.") % {"name": member.user}, "team"
    stepped = sum(1 for event in facts["events"] if event.name == "step_aside")
    if stepped:
        told = ngettext(
            "%(n)d person stepped aside with an interest.", "%(n)d people stepped aside with an interest.", stepped
        )
        yield told % {"n": stepped}, "timeline"


def _effort(facts):
    effort = facts["effort"]
    if effort and effort.days != effort.days_computed:
        words = {"fixed": effort.days, "table": effort.days_computed, "reason": effort.days_reason}
        yield _("Audit days: %(fixed)s instead of %(table)s by the table. %(reason)s") % words, "agreement"
    days = days_planned(facts["audit"])
    if days.is_below_agreed:
        words = {"planned": days.auditor_days, "agreed": days.agreed}
        yield _("The visit had %(planned)s auditor days, fewer than the %(agreed)s agreed.") % words, "report"


def _sites(facts):
    reason = facts["audit"].fewer_sites_reason
    if reason:
        yield _("Fewer outlets were visited than the sample asks for: %(reason)s") % {"reason": reason}, "report"


def _documents(facts):
    unmet = sum(1 for _condition, given in facts["conditions"] if not (given and given.is_met))
    if unmet:
        told = ngettext(
            "%(n)d condition of acceptance is not met.", "%(n)d conditions of acceptance are not met.", unmet
        )
        yield told % {"n": unmet}, "application"
    poor = facts["progress"].not_satisfactory
    if poor:
        told = ngettext(
            "The document evaluation found %(n)d clause not satisfactory.",
            "The document evaluation found %(n)d clauses not satisfactory.",
            poor,
        )
        yield told % {"n": poor}, "documents"


def _excluded(facts):
    codes = [line.clause for line in facts["board"].lines if line.is_excluded]
    if codes:
        told = ngettext(
            "%(n)d clause was left out as not applicable: %(codes)s.",
            "%(n)d clauses were left out as not applicable: %(codes)s.",
            len(codes),
        )
        yield told % {"n": len(codes), "codes": _list(codes)}, "findings"


def _bonus(facts):
    result, rules = facts["frozen"], facts["audit"].edition.parameters
    if not (result and result.bonus):
        return
    without = result.score - result.bonus
    if rules.level_at(without) != rules.level_at(result.score):
        yield (
            _("Only the special bonus lifts the score over the bound: without it, it is %(score)s.")
            % {"score": rounded_down(without)},
            "specials",
        )
    else:
        yield _("The score holds a special bonus of 1 point."), "specials"


def _edition(facts):
    edition = facts["audit"].edition
    provisional = sum(1 for line in facts["board"].lines if line.node.is_provisional)
    if provisional:
        told = ngettext(
            "%(n)d clause of the edition is provisional: no published source confirms its points or its words.",
            "%(n)d clauses of the edition are provisional: no published source confirms their points or their words.",
            provisional,
        )
        yield told % {"n": provisional}, "clauses"
    if not edition.is_approved and settings.DEMONSTRATION:
        yield (
            _("The edition %(edition)s is not approved; outside a demonstration nothing is granted on it.")
            % {"edition": edition},
            "case",
        )


def _list(parts) -> str:
    return _("; ").join(parts)
