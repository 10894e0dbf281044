"""The list of applications."""

from django.db.models import Q

from applications.models import Application

ORDERS = {"reference", "organisation__name", "submitted_at", "since"}


def applications_listed(user, *, words="", state="", sort=""):
    """Applications the person may see whose reference, applicant or scope holds `words`; newest first unless `sort` says
    otherwise (a column of ORDERS, "-" before it for descending). An unknown state or column narrows and sorts nothing."""
    found = Application.objects.visible_to(user).select_related("organisation").with_since()
    if words := words.replace("\x00", "").strip():
        found = found.filter(
            Q(reference__icontains=words)
            | Q(organisation__name__icontains=words)
            | Q(organisation__name_en__icontains=words)
            | Q(organisation__uscc__icontains=words)
            | Q(scope__icontains=words)
        )
    if state in Application.State.values:
        found = found.filter(state=state)
    column = sort.removeprefix("-")
    return found.order_by(sort if column in ORDERS else "-created_at", "-pk")
