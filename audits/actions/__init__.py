"""Writes about audits that are not only a step, and the effects of steps."""

from audits.actions.deductions import deduct, give_bonus, withdraw_bonus, withdraw_deduction
from audits.actions.findings import attach_evidence, record_finding, remove_evidence
from audits.actions.nonconformities import (
    attach_corrective_file,
    draft_corrective_action,
    drop_for_special_deduction,
    judge_corrective_action,
    raise_for_special_deduction,
    raise_nonconformity,
    remove_corrective_file,
    send_corrective_action,
)
from audits.actions.plan import AlreadyOpened, open_audit, save_plan, stamp_proposal
from audits.actions.report import export_sheet, freeze_score_sheet, write_report
from audits.actions.team import answer_objection, appoint, declare, note_objection, object_to_member, replace
from audits.actions.visit import stamp_closing, stamp_opening

__all__ = [
    "AlreadyOpened",
    "answer_objection",
    "appoint",
    "attach_corrective_file",
    "attach_evidence",
    "declare",
    "deduct",
    "draft_corrective_action",
    "drop_for_special_deduction",
    "export_sheet",
    "freeze_score_sheet",
    "give_bonus",
    "judge_corrective_action",
    "note_objection",
    "object_to_member",
    "open_audit",
    "raise_for_special_deduction",
    "raise_nonconformity",
    "record_finding",
    "remove_corrective_file",
    "remove_evidence",
    "replace",
    "save_plan",
    "send_corrective_action",
    "stamp_closing",
    "stamp_opening",
    "stamp_proposal",
    "withdraw_bonus",
    "withdraw_deduction",
    "write_report",
]
