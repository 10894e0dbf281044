"""Reads of applications that deserve a name."""

from applications.queries.answers import Missing, manager_figures, missing_answers, topic_states
from applications.queries.audiences import (
    audit_department,
    client_people,
    department_in_charge,
    market_department,
)
from applications.queries.checklist import Line, checklist, conditions, kinds_by_name, mending_list
from applications.queries.effort import (
    EFFORT_UNKNOWN,
    Proposal,
    audit_day_table,
    effort_proposal,
    proposal_or_none,
    tariff,
)
from applications.queries.evaluation import (
    ClauseSheet,
    Progress,
    claims_with_titles,
    clause_choices,
    clause_codes,
    clause_progress,
    clause_titles,
    clauses_by_indicator,
    evaluation_of,
    open_questions,
    sent_questions,
)
from applications.queries.lists import applications_listed
from applications.queries.messages import (
    Thread,
    applications_with_messages_to_answer,
    awaiting_answer,
    thread_at_a_glance,
    thread_of,
    unread_by_application,
)
from applications.queries.worklists import (
    applications_ready_to_plan,
    applications_to_review,
    drafts_of,
    evaluations_to_finish,
    evaluations_to_start,
)

__all__ = [
    "EFFORT_UNKNOWN",
    "ClauseSheet",
    "Line",
    "Missing",
    "Progress",
    "Proposal",
    "Thread",
    "applications_listed",
    "applications_ready_to_plan",
    "applications_to_review",
    "applications_with_messages_to_answer",
    "audit_day_table",
    "audit_department",
    "awaiting_answer",
    "checklist",
    "claims_with_titles",
    "clause_choices",
    "clause_codes",
    "clause_progress",
    "clause_titles",
    "clauses_by_indicator",
    "client_people",
    "conditions",
    "department_in_charge",
    "drafts_of",
    "effort_proposal",
    "evaluation_of",
    "evaluations_to_finish",
    "evaluations_to_start",
    "kinds_by_name",
    "manager_figures",
    "market_department",
    "mending_list",
    "missing_answers",
    "open_questions",
    "proposal_or_none",
    "sent_questions",
    "tariff",
    "thread_at_a_glance",
    "thread_of",
    "topic_states",
    "unread_by_application",
]
