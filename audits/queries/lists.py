"""Lists of audits."""

from django.db.models import Prefetch, Q

from audits.models import Audit, TeamMember

ORDERS = {
    "reference": ["reference"],
    "organisation": ["organisation__name", "-pk"],
    "starts_on": ["starts_on", "-pk"],
    "state": ["state", "-pk"],
    "since": ["since", "-pk"],
}


def audits_listed(user, *, words="", state="", sort=""):
    """The audits the person may see, by default the newest first. `words` narrows by reference, client and its code; an
    unknown state or order is left aside. Each has `leaders`: the present team leader in a list."""
    leaders = TeamMember.objects.filter(removed_at=None, duty=TeamMember.Duty.LEADER).select_related("user")
    found = Audit.objects.visible_to(user).select_related("organisation", "application").with_since()
    found = found.prefetch_related(Prefetch("team", leaders, to_attr="leaders"))
    for word in words.split():
        found = found.filter(
            Q(reference__icontains=word)
            | Q(application__reference__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(organisation__name_en__icontains=word)
            | Q(organisation__uscc__icontains=word)
        )
    if state in Audit.State.values:
        found = found.filter(state=state)
    return found.order_by(*_order(sort))


def _order(sort):
    columns = ORDERS.get(sort.lstrip("-"), ["-created_at", "-pk"])
    return [_reversed(name) for name in columns] if sort.startswith("-") and sort[1:] in ORDERS else columns


def _reversed(name):
    return name[1:] if name.startswith("-") else f"-{name}"
