"""Who stands in which relation to an application."""

from accounts.permissions import belongs_to_client, has_interest_in_client, is_audit_manager, is_auditor, is_officer

is_applicant = belongs_to_client
is_free_officer = is_officer & ~has_interest_in_client
is_free_evaluator = (is_audit_manager | is_auditor) & ~has_interest_in_client
is_free_audit_manager = is_audit_manager & ~has_interest_in_client
