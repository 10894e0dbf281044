"""Who is told of what happens to an application."""

from accounts.models import User
from accounts.roles import Role
from applications.models import Application

S = Application.State
MARKET_STATES = (S.DRAFT, S.SUBMITTED, S.RETURNED, S.REFUSED, S.WITHDRAWN, S.OFFERED)


def client_people(application):
    """The present members of the applicant."""
    return application.organisation.people


def market_department(application):
    """Officers who have no interest in the client."""
    return free_people(application, Role.OFFICER)


def audit_department(application):
    """Audit managers who have no interest in the client."""
    return free_people(application, Role.AUDIT_MANAGER)


def department_in_charge(application):
    """Who answers the client's messages now: the market department until the agreement is accepted and after a refusal, then
    the audit department, also after the certificate. Where nobody there is free of interest, the managers who are."""
    role = Role.OFFICER if application.state in MARKET_STATES else Role.AUDIT_MANAGER
    return free_people(application, role) or free_people(application, Role.MANAGER)


def free_people(application, role):
    barred = User.objects.with_interest_in(application.organisation).values("pk")
    return list(User.objects.with_role(role).exclude(pk__in=barred).order_by("pk"))
