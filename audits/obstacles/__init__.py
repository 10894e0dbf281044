"""What stands in the way of a step of an audit or a nonconformity: functions (case, actor) that return a sentence or nothing."""

from audits.obstacles.nonconformities import (
    audit_is_over,
    closing_meeting_not_held,
    corrective_action_missing,
    stands_for_special_deduction,
)
from audits.obstacles.plan import agenda_missing, dates_missing, too_few_sites
from audits.obstacles.report import clauses_unanswered, conclusion_missing, score_impossible
from audits.obstacles.team import declarations_missing, interest_on_team, objections_unanswered, team_incomplete
from audits.obstacles.visit import nonconformities_open, visit_not_begun

__all__ = [
    "agenda_missing",
    "audit_is_over",
    "clauses_unanswered",
    "closing_meeting_not_held",
    "conclusion_missing",
    "corrective_action_missing",
    "dates_missing",
    "declarations_missing",
    "interest_on_team",
    "nonconformities_open",
    "objections_unanswered",
    "score_impossible",
    "stands_for_special_deduction",
    "team_incomplete",
    "too_few_sites",
    "visit_not_begun",
]
