"""The messages of the case for the team of its audit; everybody else reads them at the application."""

from django.views.decorators.http import require_http_methods, require_safe

from applications.views.messages import attached_file, conversation
from audits.permissions import is_on_its_team
from audits.views.access import audit_or_404, demand


@require_http_methods(["GET", "POST"])
def messages(request, reference):
    """Read and write as the office does; that a message needs no answer is for the department in charge to say."""
    return conversation(request, application_of_team(request, reference), may=is_on_its_team)


@require_safe
def attachment(request, reference, message):
    return attached_file(request, application_of_team(request, reference), message)


def application_of_team(request, reference):
    application = audit_or_404(request, reference).application
    demand(is_on_its_team, request.user, application)
    return application
