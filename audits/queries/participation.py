"""Who took part in the evaluation of a case, and so may not review or decide it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from accounts.models import User
from applications.models import Application
from audits.models import Audit, Nonconformity
from workflow.models import Event

# Steps and deeds of an application that evaluate; review of the application itself is not evaluation (17065, 7.3).
EVALUATING = (
    "start_evaluation",
    "evaluate_clause",
    "ask_question",
    "ask",
    "accept_documents",
    "refuse_documents",
)
# Deeds on an audit that do not evaluate: the client's own, and the reading of a result.
NOT_EVALUATING = ("agree", "object", "object_to_member", "export_sheet", "send_back", "decide")


def people_who_evaluated(audit):
    """Everybody who was ever on the team, evaluated documents, planned, recorded, verified or reported, by the journal too."""
    kinds = ContentType.objects.get_for_models(Application, Audit, Nonconformity)
    nonconformities = list(audit.nonconformities.values_list("pk", flat=True))
    deeds = Event.objects.filter(
        Q(case_type=kinds[Application], case_id=audit.application_id, name__in=EVALUATING)
        | (Q(case_type=kinds[Audit], case_id=audit.pk) & ~Q(name__in=NOT_EVALUATING))
        | Q(case_type=kinds[Nonconformity], case_id__in=nonconformities)
    )
    return User.objects.filter(
        Q(pk__in=deeds.exclude(actor=None).values("actor"))
        | Q(pk__in=audit.team.values("user"))
        | Q(pk__in=audit.application.document_evaluation.clauses.values("by"))
        | Q(pk=audit.application.document_evaluation.evaluator_id)
    )
