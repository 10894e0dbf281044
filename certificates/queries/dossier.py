"""Everything a member needs to decide on one report, read from the record of the floors below."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from applications.models import ClauseEvaluation
from applications.queries import checklist, clause_progress, clause_titles, conditions, evaluation_of, sent_questions
from audits.models import Audit, CorrectiveAction, Nonconformity
from audits.pictures import result_pictures
from audits.printout import report_facts
from audits.queries.nonconformities import answers_sent
from audits.queries.team import former_team
from certificates import obstacles
from certificates.models import Vote
from certificates.queries.attention import points_to_note
from certificates.queries.committee import counted_votes, may_see_votes
from scoring import sheets
from scoring.rules import exact, rounded_down
from scoring.words import cautions, level_label, verdict
from workflow.models import Event

REPORT_TEXTS = ("strengths", "weaknesses", "conclusion")
# What stands in the way of a grant apart from the votes: the open problems of a case.
PROBLEMS = (
    obstacles.audit_not_reported,
    obstacles.nonconformity_open,
    obstacles.score_not_passed,
    obstacles.score_not_recomputed_alike,
    obstacles.edition_not_approved,
    obstacles.organisation_holds_certificate,
    obstacles.holder_not_printable,
)


@dataclass(frozen=True)
class Closure:
    """A nonconformity with the client's answers and the auditor's verdicts."""

    case: Nonconformity
    answers: list[CorrectiveAction]


@dataclass(frozen=True)
class CastVote:
    vote: Vote
    counts: bool


@dataclass(frozen=True)
class Result:
    """What the frozen sheet gives; figures rounded down to two decimals."""

    score: str
    base: str
    earned: str
    applicable: str
    sentence: str
    cautions: list[str]
    distances: list[str]


def problems_of(decision) -> list[str]:
    """The open problems of an undecided case, as sentences."""
    if decision.is_closed:
        return []
    return [str(sentence) for check in PROBLEMS if (sentence := check(decision, None))]


def votes_shown(user, decision) -> list[CastVote]:
    """The votes in the order they were cast; empty for those who may not see them (yet)."""
    if not may_see_votes(user, decision):
        return []
    counting = {vote.pk for vote in counted_votes(decision)}
    return [CastVote(vote, vote.pk in counting) for vote in decision.votes.select_related("user")]


def dossier_of(decision, reader) -> dict:
    """The facts of the page: the report as it stands, the sheet before the committee, and the way to it."""
    audit = decision.audit
    facts = report_facts(audit, reader)
    result, rules = _frozen_result(decision), audit.edition.parameters
    known = (
        facts
        | {
            "application": audit.application,
            "sheet": decision.score_sheet,
            "is_newest_sheet": facts["sheet"] == decision.score_sheet,
            "result": _figures(result, rules) if result else None,
            "frozen": result,
            "pictures": result_pictures(facts["board"], result, rules),
            "losing": [line for line in facts["board"].lines if line.loses or line.is_excluded],
            "texts": [(Audit._meta.get_field(name).verbose_name, getattr(audit, name)) for name in REPORT_TEXTS],
            "closures": [Closure(each, list(answers_sent(each))) for each in facts["nonconformities"]],
            "former": list(former_team(audit)),
            "events": milestones(decision),
        }
        | _application_facts(audit.application)
    )
    return known | {"attention": points_to_note(known), "answered": _by_outcome(facts["board"])}


def _by_outcome(board) -> dict[str, int]:
    """How many clauses kept all points, lost some, were left out."""
    lost, excluded = sum(line.loses for line in board.lines), sum(line.is_excluded for line in board.lines)
    return {"total": len(board.lines), "lost": lost, "excluded": excluded, "full": len(board.lines) - lost - excluded}


def _frozen_result(decision):
    try:
        return sheets.read(decision.score_sheet.sheet).result()
    except sheets.SheetError:
        return None


def _figures(result, rules) -> Result:
    return Result(
        score=rounded_down(result.score),
        base=rounded_down(result.base),
        earned=rounded_down(result.earned),
        applicable=rounded_down(result.applicable),
        sentence=verdict(result, rules),
        cautions=cautions(result, rules),
        distances=distances(result.score, rules),
    )


def distances(score, rules) -> list[str]:
    """How far the score stands from the bounds below and above it; in shown figures, so that they add up."""
    shown, reached = exact(rounded_down(score)), rules.level_at(score)
    told = []
    if bound := rules.bounds.get(reached):
        words = {"level": level_label(reached), "mark": rounded_down(bound), "by": rounded_down(shown - bound)}
        told.append(_("%(by)s above the bound of %(level)s (%(mark)s)") % words)
    higher = [(level, bound) for level, bound in rules.bounds.items() if bound > score]
    if higher:
        level, bound = higher[-1]
        words = {"level": level_label(level), "mark": rounded_down(bound), "by": rounded_down(bound - shown)}
        told.append(_("%(by)s short of %(level)s (%(mark)s)") % words)
    return told


def _application_facts(application) -> dict:
    titles = clause_titles(application)
    remarked = ClauseEvaluation.objects.filter(evaluation__application=application).exclude(
        verdict=ClauseEvaluation.Verdict.SATISFACTORY, note=""
    )
    return {
        "lines": [line for line in checklist(application) if line.papers or line.is_compulsory],
        "conditions": conditions(application),
        "effort": getattr(application, "effort", None),
        "agreement": getattr(application, "agreement", None),
        "evaluation": evaluation_of(application),
        "progress": clause_progress(application),
        "remarked": [(row, titles.get(row.clause, "")) for row in remarked.select_related("by")],
        "questions": [(question, titles.get(question.clause, "")) for question in sent_questions(application)],
        "claims": [(claim, titles.get(claim.clause, "")) for claim in application.exclusion_claims.all()],
        "managers": list(application.service_managers.all()),
    }


def milestones(decision) -> list[Event]:
    """What changed the state of any case of the dossier, and what the committee did, oldest first; votes without positions,
    for the journal holds none."""
    audit = decision.audit
    cases = [audit.application, audit, *audit.nonconformities.all()]
    rounds = list(audit.decisions.all())
    rows = Event.objects.of(*cases, *rounds).select_related("case_type", "actor")
    wanted = {
        "take_up",
        "vote",
        "step_aside",
        "open_file",
        "declare",
        "object_to_member",
        "answer_objection",
        "replace",
    }
    return [event for event in rows if event.changed_state or event.name in wanted]
