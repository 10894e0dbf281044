"""Forms of applications: input to clean data; each `save` calls one action."""

from applications.forms.agreement import AcceptAgreementForm
from applications.forms.answers import BusinessForm, ContactForm, ScopeForm, SizeForm
from applications.forms.evaluation import AnswerForm, ClauseForm, QuestionForm
from applications.forms.lists import ApplicationFilter, StartForm
from applications.forms.messages import MessageForm
from applications.forms.review import ConditionForm, EffortForm, PaperVerdictForm
from applications.forms.rows import ExclusionRows, ManagerRows, SiteRows

__all__ = [
    "AcceptAgreementForm",
    "AnswerForm",
    "ApplicationFilter",
    "BusinessForm",
    "ClauseForm",
    "ConditionForm",
    "ContactForm",
    "EffortForm",
    "ExclusionRows",
    "ManagerRows",
    "MessageForm",
    "PaperVerdictForm",
    "QuestionForm",
    "ScopeForm",
    "SiteRows",
    "SizeForm",
    "StartForm",
]
