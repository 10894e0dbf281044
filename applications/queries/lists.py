"""The list of applications."""

from applications.models import Application


def applications_listed(user):
    """Applications the person may see, each with `since` and `due_at`."""
    return Application.objects.visible_to(user).select_related("organisation").with_since().with_due()
