from applications.models.agreement import Agreement
from applications.models.application import Application, ExclusionClaim, ServiceManager, Site
from applications.models.evaluation import ClauseEvaluation, DocumentEvaluation, Question
from applications.models.messages import Message, Reading, Settlement
from applications.models.papers import Paper, PaperKind, PaperVersion
from applications.models.review import ConditionVerdict, Effort, PaperVerdict
from applications.models.saves import TopicSave
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
    "Message",
    "Paper",
    "PaperKind",
    "PaperVerdict",
    "PaperVersion",
    "Question",
    "Reading",
    "ServiceManager",
    "Settlement",
    "Site",
    "TopicSave",
]
