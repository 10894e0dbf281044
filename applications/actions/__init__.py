"""Writes that are not only a step. Each locks what it reads, says no with a sentence (StepRefused), and is journalled."""

from applications.actions.agreements import accept_agreement, issue_agreement
from applications.actions.drafting import (
    save_answers,
    save_exclusions,
    save_managers,
    save_sites,
    stamp_submission,
    start_draft,
)
from applications.actions.evaluating import close_document_evaluation, evaluate_clause, open_document_evaluation
from applications.actions.messages import note_reading, settle_messages, write_message
from applications.actions.papers import attach_paper, move_paper, remove_paper
from applications.actions.questions import (
    answer_question,
    ask_question,
    edit_question,
    remove_question,
    send_questions,
)
from applications.actions.reference import load_reference
from applications.actions.reviewing import fix_effort, judge_condition, judge_paper
from applications.actions.topics import Opened, Overtaken, revision_of, save_topic

__all__ = [
    "Opened",
    "Overtaken",
    "accept_agreement",
    "answer_question",
    "ask_question",
    "attach_paper",
    "close_document_evaluation",
    "edit_question",
    "evaluate_clause",
    "fix_effort",
    "issue_agreement",
    "judge_condition",
    "judge_paper",
    "load_reference",
    "move_paper",
    "note_reading",
    "open_document_evaluation",
    "remove_paper",
    "remove_question",
    "revision_of",
    "save_answers",
    "save_exclusions",
    "save_managers",
    "save_sites",
    "save_topic",
    "send_questions",
    "settle_messages",
    "stamp_submission",
    "start_draft",
    "write_message",
]
