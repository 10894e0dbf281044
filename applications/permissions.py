"""Who stands in which relation to an application."""

import rules

from accounts.permissions import (
    belongs_to_client,
    has_interest_in_client,
    is_audit_manager,
    is_auditor,
    is_manager,
    is_member,
    is_officer,
)


@rules.predicate
def evaluates_documents(user, application):
    """Began the evaluation of the application's documents?"""
    evaluation = getattr(application, "document_evaluation", None)
    return bool(user and evaluation and evaluation.evaluator_id == user.pk)


is_applicant = belongs_to_client
is_free_officer = is_officer & ~has_interest_in_client
is_free_evaluator = (is_audit_manager | is_auditor) & ~has_interest_in_client
is_free_audit_manager = is_audit_manager & ~has_interest_in_client
# Who works on the case and may be spoken to. Of auditors those known on this floor; the audit team reads one floor higher.
speaks_for_body = (
    (is_officer | is_audit_manager | is_manager | (is_auditor & evaluates_documents))
    & ~has_interest_in_client
    & ~belongs_to_client
)
# The notes and verdicts by clause: whoever evaluates the documents or answers for the decision.
reads_notes = (is_audit_manager | is_auditor | is_member | is_manager) & ~has_interest_in_client
reads_messages = is_applicant | speaks_for_body
