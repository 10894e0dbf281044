"""What stands in the way of a step: each function returns a sentence that names what is missing, or None."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import ClauseEvaluation, Effort, Question
from applications.queries import (
    EFFORT_UNKNOWN,
    Line,
    checklist,
    clause_codes,
    conditions,
    missing_answers,
    open_questions,
    proposal_or_none,
)
from applications.wording import listed

V = ClauseEvaluation.Verdict


# --- submit -----------------------------------------------------------------------------------------------------------


def answers_missing(application, actor):
    missing = missing_answers(application)
    if missing:
        return _("Still to be answered: %(answers)s.") % {"answers": listed(each.label for each in missing)}
    return None


def papers_missing(application, actor):
    return _about_papers(
        application, lambda line: line.is_missing, _("These compulsory papers are missing: %(papers)s.")
    )


def papers_still_to_mend(application, actor):
    return _about_papers(
        application,
        lambda line: line.is_marked_to_mend,
        _("These papers were returned to you; upload them again: %(papers)s."),
    )


# --- accept -----------------------------------------------------------------------------------------------------------


def papers_without_verdict(application, actor):
    return _about_papers(application, lambda line: line.needs_verdict, _("Give a verdict on these papers: %(papers)s."))


def papers_marked_to_mend(application, actor):
    return _about_papers(
        application,
        lambda line: line.is_marked_to_mend,
        _("These papers are marked for correction, so the application has to be returned first: %(papers)s."),
    )


def conditions_not_met(application, actor):
    unjudged = [condition.label for condition, verdict in conditions(application) if not verdict]
    if unjudged:
        return _("Say whether these conditions are met: %(conditions)s") % {"conditions": " ".join(map(str, unjudged))}
    unmet = [condition.label for condition, verdict in conditions(application) if not verdict.is_met]
    if unmet:
        return _("Not met: %(conditions)s") % {"conditions": " ".join(map(str, unmet))}
    return None


def effort_not_fixed(application, actor):
    effort = Effort.objects.filter(application=application).first()
    if not effort:
        return _("Fix audit days and fee first.")
    proposal = proposal_or_none(application)
    if not proposal:
        return EFFORT_UNKNOWN
    if (effort.days_computed, effort.outlets_to_visit) != (proposal.days_computed, proposal.outlets_to_visit):
        return _(
            "The headcount, the outlets or the table have changed since audit days and fee were fixed. Fix them again."
        )
    return None


def _about_papers(application, concerns, sentence):
    lines: list[Line] = [line for line in checklist(application) if concerns(line)]
    return sentence % {"papers": listed(line.kind.title for line in lines)} if lines else None


# --- document evaluation ----------------------------------------------------------------------------------------------


def no_question_to_send(application, actor):
    if not _questions(application).filter(sent_at=None).exists():
        return _("Write at least one question first.")
    return None


def questions_not_sent(application, actor):
    clauses = list(_questions(application).filter(sent_at=None).values_list("clause", flat=True).distinct())
    if clauses:
        return _("Send or remove the questions on: %(clauses)s.") % {"clauses": listed(clauses)}
    return None


def questions_unanswered(application, actor):
    clauses = [question.clause for question in open_questions(application) if not question.answer]
    if clauses:
        return ngettext(
            "One question is not answered yet: %(clauses)s.",
            "%(count)d questions are not answered yet: %(clauses)s.",
            len(clauses),
        ) % {"count": len(clauses), "clauses": listed(dict.fromkeys(clauses))}
    return None


def clauses_not_evaluated(application, actor):
    evaluated = set(_clauses(application).values_list("clause", flat=True))
    missing = [code for code in clause_codes(application) if code not in evaluated]
    if missing:
        return ngettext(
            "One clause is not evaluated yet: %(clauses)s.",
            "%(count)d clauses are not evaluated yet: %(clauses)s.",
            len(missing),
        ) % {"count": len(missing), "clauses": listed(missing)}
    return None


def clauses_to_clarify(application, actor):
    clauses = list(_clauses(application).filter(verdict=V.TO_CLARIFY).values_list("clause", flat=True))
    if clauses:
        return _("Still to be clarified: %(clauses)s.") % {"clauses": listed(clauses)}
    return None


def _questions(application):
    return Question.objects.filter(evaluation__application=application).order_by("clause")


def _clauses(application):
    return ClauseEvaluation.objects.filter(evaluation__application=application)
