from audits.models.audit import AgendaItem, Audit, AuditSite
from audits.models.findings import Bonus, Evidence, Finding, ScoreSheet, SpecialDeduction
from audits.models.nonconformity import CorrectiveAction, CorrectiveFile, Nonconformity
from audits.models.team import TeamMember

__all__ = [
    "AgendaItem",
    "Audit",
    "AuditSite",
    "Bonus",
    "CorrectiveAction",
    "CorrectiveFile",
    "Evidence",
    "Finding",
    "Nonconformity",
    "ScoreSheet",
    "SpecialDeduction",
    "TeamMember",
]
