"""Who took part in the evaluation of a case, and so may not review or decide it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from accounts.models import User
from applications.models import Application, DocumentEvaluation
from audits.models import Audit, Nonconformity, TeamMember
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


def audits_evaluated_by(user):
    """The audits in whose evaluation the person took part: `people_who_evaluated` asked from the other side, in one query."""
    kinds = ContentType.objects.get_for_models(Application, Audit, Nonconformity)

    def deeds_on(model):
        return Event.objects.filter(actor=user, case_type=kinds[model])

    documents = DocumentEvaluation.objects.filter(Q(evaluator=user) | Q(clauses__by=user))
    findings = Nonconformity.objects.filter(pk__in=deeds_on(Nonconformity).values("case_id"))
    return Audit.objects.filter(
        Q(pk__in=deeds_on(Audit).exclude(name__in=NOT_EVALUATING).values("case_id"))
        | Q(application__in=deeds_on(Application).filter(name__in=EVALUATING).values("case_id"))
        | Q(pk__in=findings.values("audit"))
        | Q(pk__in=TeamMember.objects.filter(user=user).values("audit"))
        | Q(application__in=documents.values("application"))
    )
