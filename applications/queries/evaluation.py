"""Reads of a document evaluation: clauses with their verdicts and questions."""

from dataclasses import dataclass

from applications.models import Application, ClauseEvaluation, DocumentEvaluation, ExclusionClaim, Question
from scoring.models import Indicator
from scoring.queries import Node, scored_clauses, tree


@dataclass(frozen=True)
class ClauseSheet:
    """A clause of the edition with what the applicant claimed and what the evaluation says so far."""

    node: Node
    claim: ExclusionClaim | None
    evaluation: ClauseEvaluation | None
    questions: tuple[Question, ...]

    @property
    def is_open(self) -> bool:
        """Not looked at yet, or still to be clarified."""
        return not self.evaluation or self.evaluation.verdict == ClauseEvaluation.Verdict.TO_CLARIFY


def clause_codes(application: Application) -> list[str]:
    """Codes of the scored clauses of the application's edition, in the order of the standard."""
    return list(scored_clauses(application.edition).values_list("code", flat=True))


def clause_choices(application: Application) -> list[tuple[str, list[tuple[str, str]]]]:
    """Clauses for a select, grouped by second-level indicator: (group, [(code, "code title")])."""
    return [
        (
            f"{indicator.code} {indicator.title}",
            [(node.code, f"{node.code} {node.title}") for node in indicator.children],
        )
        for section in tree(application.edition)
        for indicator in section.below(Indicator.Depth.INDICATOR)
    ]


def clause_titles(application: Application) -> dict[str, str]:
    """Clause code -> title in the reader's language."""
    return {indicator.code: indicator.title for indicator in scored_clauses(application.edition)}


def claims_with_titles(application: Application) -> list[tuple[ExclusionClaim, str]]:
    """The clauses claimed not to apply, each with its title; one query where there are none."""
    claims = list(application.exclusion_claims.all())
    titles = clause_titles(application) if claims else {}
    return [(claim, titles.get(claim.clause, "")) for claim in claims]


@dataclass(frozen=True)
class Progress:
    """How far a document evaluation is: clauses by verdict, questions written and not yet sent."""

    total: int
    satisfactory: int
    to_clarify: int
    not_satisfactory: int
    unsent: int

    @property
    def evaluated(self) -> int:
        return self.satisfactory + self.to_clarify + self.not_satisfactory

    @property
    def open(self) -> int:
        """Clauses not looked at or still to be clarified."""
        return self.total - self.satisfactory - self.not_satisfactory


def clause_progress(application: Application) -> Progress:
    """Three queries."""
    given = ClauseEvaluation.objects.filter(evaluation__application=application).values_list("verdict", flat=True)
    verdicts = list(given.order_by())
    count = verdicts.count
    return Progress(
        total=scored_clauses(application.edition).count(),
        satisfactory=count(ClauseEvaluation.Verdict.SATISFACTORY),
        to_clarify=count(ClauseEvaluation.Verdict.TO_CLARIFY),
        not_satisfactory=count(ClauseEvaluation.Verdict.NOT_SATISFACTORY),
        unsent=Question.objects.filter(evaluation__application=application, sent_at=None).count(),
    )


def evaluation_of(application: Application) -> DocumentEvaluation | None:
    return DocumentEvaluation.objects.select_related("evaluator").filter(application=application).first()


def clauses_by_indicator(application: Application) -> list[tuple[Node, list[ClauseSheet]]]:
    """Second-level indicators with their clauses, each with its sheet. Four queries whatever the number of clauses."""
    claims = {claim.clause: claim for claim in application.exclusion_claims.all()}
    evaluations, questions = {}, {}
    for row in ClauseEvaluation.objects.filter(evaluation__application=application).select_related("by"):
        evaluations[row.clause] = row
    asked = Question.objects.filter(evaluation__application=application)
    for question in asked.select_related("attachment", "asked_by").order_by("pk"):
        questions.setdefault(question.clause, []).append(question)
    return [
        (
            indicator,
            [
                ClauseSheet(
                    node, claims.get(node.code), evaluations.get(node.code), tuple(questions.get(node.code, ()))
                )
                for node in indicator.children
            ],
        )
        for section in tree(application.edition)
        for indicator in section.below(Indicator.Depth.INDICATOR)
    ]


def sent_questions(application: Application):
    """Questions the applicant may read, oldest round first."""
    sent = Question.objects.filter(evaluation__application=application, sent_at__isnull=False)
    return sent.select_related("attachment").order_by("sent_at", "clause", "pk")


def open_questions(application: Application) -> list[Question]:
    """Questions of the round that is with the applicant: those sent last. Empty where nothing is being clarified."""
    if application.state != Application.State.CLARIFYING:
        return []
    sent = list(sent_questions(application))
    return [question for question in sent if question.sent_at == sent[-1].sent_at]
