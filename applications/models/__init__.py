from applications.models.agreement import Agreement
from applications.models.application import Application, ExclusionClaim, ServiceManager, Site
from applications.models.evaluation import ClauseEvaluation, DocumentEvaluation, Question
from applications.models.papers import Paper, PaperKind, PaperVersion
from applications.models.review import ConditionVerdict, Effort, PaperVerdict
from applications.models.tariff import AuditDayRow, FeeItem, LanguageAware

__all__ = [
    "Agreement",
    "Application",
    "AuditDayRow",
    "ClauseEvaluation",
    "ConditionVerdict",
    "DocumentEvaluation",
    "Effort",
    "ExclusionClaim",
    "FeeItem",
    "LanguageAware",
    "Paper",
    "PaperKind",
    "PaperVerdict",
    "PaperVersion",
    "Question",
    "ServiceManager",
    "Site",
]
