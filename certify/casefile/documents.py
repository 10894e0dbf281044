"""What the application says and what came of its review and of the evaluation of its documents."""

from applications.models import ClauseEvaluation
from applications.moves import last_word
from applications.permissions import is_free_evaluator, reads_notes
from applications.queries import (
    claims_with_titles,
    clause_progress,
    clause_titles,
    conditions,
    evaluation_of,
    manager_figures,
    sent_questions,
    topic_states,
)
from certify.casefile.file import CaseFile


def application_of(file: CaseFile, _query=None) -> dict:
    application = file.application
    facts = {
        "topics": topic_states(application),
        "figures": manager_figures(application),
        "claims": claims_with_titles(application),
        "last_word": last_word(application),
    }
    if file.for_staff:
        facts |= {"conditions": conditions(application), "effort": getattr(application, "effort", None)}
    return facts


def evaluation_part(file: CaseFile, _query=None) -> dict:
    """The questions for both sides; verdicts for staff, notes for those who evaluate or decide."""
    application = file.application
    questions = list(sent_questions(application))
    facts = {"questions": questions}
    if not file.for_staff:
        return facts
    with_notes = reads_notes(file.reader, application)
    titles = clause_titles(application) if questions or with_notes else {}
    return facts | {
        "evaluation": evaluation_of(application),
        "progress": clause_progress(application),
        "may_evaluate": is_free_evaluator(file.reader, application),
        "remarked": [(row, titles.get(row.clause, "")) for row in _remarked(application)] if with_notes else [],
        "titled": [(question, titles.get(question.clause, "")) for question in questions],
    }


def _remarked(application):
    rows = ClauseEvaluation.objects.filter(evaluation__application=application)
    return rows.exclude(verdict=ClauseEvaluation.Verdict.SATISFACTORY, note="").select_related("by")
