"""Reads of what the auditors found: clause by clause with the points that follow, and the score so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import ClauseEvaluation, ExclusionClaim
from audits.models import Audit, Bonus, Evidence, Finding, SpecialDeduction
from scoring import rules
from scoring.models import Indicator
from scoring.queries import Node, tree
from scoring.words import OUTCOMES


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One scored clause with all that is known of it: the finding and its points, evidence, what was said before the visit."""

    node: Node
    finding: Finding | None
    evidence: tuple[Evidence, ...]
    evaluation: ClauseEvaluation | None
    claim: ExclusionClaim | None

    @property
    def clause(self) -> str:
        return self.node.code

    @property
    def indicator(self) -> str:
        """The code of the second-level indicator it belongs to."""
        return self.clause.rpartition(".")[0]

    @property
    def title(self) -> str:
        return self.node.title

    @property
    def points(self) -> str:
        """Full points of the clause."""
        return rules.rounded_down(rules.exact(self.node.points))

    @property
    def total(self) -> rules.Total | None:
        return rules.clause_total(self.node.points, as_rule(self.finding)) if self.finding else None

    @property
    def outcome(self) -> str:
        """What was found, in words; empty while there is no finding."""
        return str(OUTCOMES[rules.Outcome(self.finding.outcome)]) if self.finding else ""

    @property
    def is_excluded(self) -> bool:
        return bool(self.finding) and self.finding.outcome == Finding.Outcome.EXCLUDED

    @property
    def loses(self) -> bool:
        return bool(self.total and self.total.lost)

    @property
    def earned(self) -> str:
        """Points earned, rounded down; empty where there is no finding or the clause does not apply."""
        return rules.rounded_down(self.total.earned) if self.total and not self.is_excluded else ""

    @property
    def lost(self) -> str:
        """What the shown points lack of the full ones; empty where nothing is lost."""
        return rules.rounded_down(rules.exact(self.node.points) - rules.exact(self.earned)) if self.loses else ""

    @property
    def why(self) -> str:
        """Why points are lost or the clause leaves the score, as a sentence; empty where it is met."""
        return why(self.finding) if self.finding else ""

    @property
    def remark(self) -> str:
        return self.finding.remark if self.finding else ""


@dataclass(frozen=True, slots=True)
class IndicatorLines:
    """A second-level indicator with its clauses: one page of the form."""

    node: Node
    section: Node
    lines: tuple[ClauseLine, ...]

    @property
    def answered(self) -> int:
        return sum(1 for line in self.lines if line.finding)

    @property
    def is_complete(self) -> bool:
        return self.answered == len(self.lines)

    @property
    def total(self) -> rules.Total:
        return sum((line.total for line in self.lines if line.total), rules.Total())


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the scoring pages show of one audit."""

    indicators: tuple[IndicatorLines, ...]
    deductions: tuple[SpecialDeduction, ...]
    bonus: Bonus | None
    running: rules.Running
    points_open: Fraction

    @property
    def lines(self) -> tuple[ClauseLine, ...]:
        return tuple(line for indicator in self.indicators for line in indicator.lines)

    @property
    def score(self) -> str:
        """The score so far, rounded down; empty while nothing is scored."""
        return rules.rounded_down(self.running.now.score) if self.running.now else ""

    @property
    def level(self) -> str:
        return self.running.now.level.value if self.running.now else ""

    @property
    def best(self) -> str:
        """The score if every open clause turned out met; empty where nothing can be scored."""
        return rules.rounded_down(self.running.best.score) if self.running.best else ""

    @property
    def open(self) -> str:
        """Points of the clauses still open."""
        return rules.rounded_down(self.points_open)

    @property
    def unexplained(self) -> list[ClauseLine]:
        """Clauses that lose points without a remark that says what was found."""
        return [line for line in self.lines if line.loses and not line.remark.strip()]

    def line(self, clause: str) -> ClauseLine | None:
        return next((line for line in self.lines if line.clause == clause), None)

    def position(self, code: str) -> int | None:
        """Where the second-level indicator stands, from 0; None where the edition has none of that code."""
        return next((at for at, each in enumerate(self.indicators) if each.node.code == code), None)


def as_rule(finding: Finding) -> rules.Finding:
    """The finding as the arithmetic takes it."""
    return rules.Finding(rules.Outcome(finding.outcome), finding.drawn, finding.failed, finding.reason)


def why(finding: Finding) -> str:
    if finding.outcome == Finding.Outcome.NOT_MET:
        return _("Not met: all points of the clause are lost.")
    if finding.outcome == Finding.Outcome.EXCLUDED:
        return _("Does not apply: %(reason)s") % {"reason": finding.reason}
    if finding.outcome == Finding.Outcome.SAMPLED:
        return ngettext(
            "%(failed)d of %(drawn)d sample failed.", "%(failed)d of %(drawn)d samples failed.", finding.drawn
        ) % {"failed": finding.failed, "drawn": finding.drawn}
    return ""


def clause_table(audit: Audit) -> tuple[ClauseLine, ...]:
    """Every scored clause of the audit's edition, in the order of the standard. Five queries."""
    return tuple(line for indicator in lines_by_indicator(audit) for line in indicator.lines)


def lines_by_indicator(audit: Audit) -> tuple[IndicatorLines, ...]:
    """The same under its second-level indicators."""
    findings = {finding.clause: finding for finding in audit.findings.select_related("by")}
    evaluations = {
        row.clause: row for row in ClauseEvaluation.objects.filter(evaluation__application=audit.application_id)
    }
    claims = {claim.clause: claim for claim in ExclusionClaim.objects.filter(application=audit.application_id)}
    evidence = standing_evidence(audit)

    def line(node):
        code = node.code
        return ClauseLine(node, findings.get(code), evidence.get(code, ()), evaluations.get(code), claims.get(code))

    return tuple(
        IndicatorLines(indicator, section, tuple(line(clause) for clause in indicator.children))
        for section in tree(audit.edition)
        for indicator in section.below(Indicator.Depth.INDICATOR)
    )


def standing_evidence(audit: Audit) -> Mapping[str, tuple[Evidence, ...]]:
    """Evidence that was not removed, by clause, in the order it was added."""
    found: dict[str, tuple[Evidence, ...]] = {}
    for each in audit.evidence.filter(removed_at=None).select_related("stored", "added_by").order_by("pk"):
        found[each.clause] = (*found.get(each.clause, ()), each)
    return found


def standing_deductions(audit: Audit):
    """Special deductions that were not withdrawn, oldest first."""
    return audit.special_deductions.filter(withdrawn_at=None).select_related("by").order_by("pk")


def bonus_of(audit: Audit) -> Bonus | None:
    return Bonus.objects.filter(audit=audit).select_related("by").first()


def scoring_board(audit: Audit) -> Board:
    """The whole board. Seven queries whatever the number of findings."""
    indicators = lines_by_indicator(audit)
    deductions, bonus = tuple(standing_deductions(audit)), bonus_of(audit)
    lines = [line for indicator in indicators for line in indicator.lines]
    points = {line.clause: rules.exact(line.node.points) for line in lines}
    running = rules.running(
        points,
        {line.clause: as_rule(line.finding) for line in lines if line.finding},
        special_deductions=len(deductions),
        bonus=1 if bonus else 0,
        rules=audit.edition.parameters,
    )
    return Board(
        indicators=indicators,
        deductions=deductions,
        bonus=bonus,
        running=running,
        points_open=sum((points[code] for code in running.unanswered), Fraction(0)),
    )
