"""Document evaluation: opening it, a verdict on each clause, closing it."""

from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application, ClauseEvaluation, DocumentEvaluation
from applications.permissions import is_free_evaluator
from applications.queries import clause_codes
from workflow import clock
from workflow.engine import locked
from workflow.journal import record
from workflow.machine import Obstructed

UNDER_EVALUATION = (Application.State.EVALUATING,)


def open_document_evaluation(application, *, by, note, facts):
    """The effect of `start_evaluation`."""
    DocumentEvaluation.objects.create(application=application, evaluator=by, started_at=clock.now())


def close_document_evaluation(application, *, by, note, facts):
    """The effect of `accept_documents` and `refuse_documents`; the journal keeps how the clauses came out."""
    evaluation = DocumentEvaluation.objects.get(application=application)
    evaluation.finished_at = clock.now()
    evaluation.save(update_fields=["finished_at"])
    verdicts = list(evaluation.clauses.values_list("verdict", flat=True))
    return {"clauses": {verdict.value: verdicts.count(verdict) for verdict in ClauseEvaluation.Verdict}}


@transaction.atomic
def evaluate_clause(application, clause, *, by, verdict, note=""):
    """Write the verdict on one clause. The same verdict and note again change and journal nothing."""
    row, actor = locked(application, by=by, may=is_free_evaluator, in_states=UNDER_EVALUATION)
    require_clause(row, clause)
    verdict, note = ClauseEvaluation.Verdict(verdict), note.strip()
    evaluation = row.document_evaluation
    before = evaluation.clauses.filter(clause=clause).first()
    if before and (before.verdict, before.note) == (verdict, note):
        return before
    after, _created = ClauseEvaluation.objects.update_or_create(
        evaluation=evaluation,
        clause=clause,
        defaults={"verdict": verdict, "note": note, "by": actor, "at": clock.now()},
    )
    record(row, "evaluate_clause", by=actor, note=note, clause=clause, verdict=str(verdict))
    return after


def require_clause(application, clause):
    """Obstructed unless `clause` is a scored clause of the application's edition."""
    if clause not in clause_codes(application):
        raise Obstructed(_("The standard has no clause %(clause)s.") % {"clause": clause})
