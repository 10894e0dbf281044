"""Who is told of what happens to an application."""

from accounts.models import User
from accounts.roles import Role


def client_people(application):
    """The present members of the applicant."""
    return application.organisation.people


def market_department(application):
    """Officers who have no interest in the client."""
    return free_people(application, Role.OFFICER)


def audit_department(application):
    """Audit managers who have no interest in the client."""
    return free_people(application, Role.AUDIT_MANAGER)


def free_people(application, role):
    people = User.objects.with_role(role).order_by("pk")
    return [person for person in people if not person.has_interest_in(application.organisation)]
