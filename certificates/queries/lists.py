"""Lists of decisions and certificates."""

from datetime import timedelta

from django.db.models import Q

from certificates.models import LIVING, Certificate, Decision
from workflow import clock

EXPIRING_DAYS = (90, 180)
DECISION_ORDERS = {
    "reference": "reference",
    "organisation": "organisation__name",
    "opened": "opened_at",
    "decided": "decided_at",
    "state": "state",
}
CERTIFICATE_ORDERS = {
    "number": "reference",
    "holder": "holder",
    "level": "level_rank",
    "issued": "issued_on",
    "expires": "expires_on",
}


def decisions_listed(user, *, words="", state="", sort=""):
    """Rounds of the committee the person may read, the newest first; an unknown state or order is left aside."""
    found = Decision.objects.visible_to(user).select_related("organisation", "audit", "score_sheet")
    for word in words.split():
        found = found.filter(
            Q(reference__icontains=word)
            | Q(audit__reference__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(organisation__name_en__icontains=word)
            | Q(organisation__uscc__icontains=word)
        )
    if state in Decision.State.values:
        found = found.filter(state=state)
    return found.order_by(*_order(sort, DECISION_ORDERS, "-opened_at"))


def certificates_listed(user, *, words="", state="", level="", expiring="", sort=""):
    """Certificates the person may see, the newest first. `state` is the state today, whether or not the nightly step has run;
    `expiring` are days within which a living one ends. Unknown choices are left aside."""
    found = Certificate.objects.visible_to(user).select_related("organisation").with_level_rank()
    for word in words.split():
        found = found.filter(
            Q(reference__icontains=word)
            | Q(holder__icontains=word)
            | Q(holder_en__icontains=word)
            | Q(uscc__icontains=word)
        )
    today = clock.today()
    if state in Certificate.State.values:
        found = found.in_state(state, today)
    if level:
        found = found.filter(level=level)
    if expiring in map(str, EXPIRING_DAYS):
        last = today + timedelta(days=int(expiring))
        found = found.filter(state__in=LIVING, expires_on__gte=today, expires_on__lte=last)
    return found.order_by(*_order(sort, CERTIFICATE_ORDERS, "-issued_on"))


def _order(sort, orders, default):
    name = orders.get(sort.removeprefix("-"))
    if not name:
        return [default, "-pk"]
    return [f"-{name}" if sort.startswith("-") else name, "-pk"]
