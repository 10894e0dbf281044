"""Lists of decisions, certificates and surveillances."""

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.fields.json import KeyTextTransform

from certificates.models import Certificate, Decision, Surveillance

EXPIRING_DAYS = (90, 180)
SURVEILLANCE_DAYS = (30, 90)


def decisions_listed(user):
    """Rounds of the committee the person may read, each with `since`, `due_at`, and `score` and `level` of the report, which
    nobody reads of a client of interest to them."""
    found = Decision.objects.visible_to(user).select_related("organisation", "audit")
    free = ~Q(organisation__in=user.organisations_of_interest)
    return (
        found.annotate(
            score=Case(When(free, then=KeyTextTransform("score", "score_sheet__result"))),
            level=Case(When(free, then=F("score_sheet__level"))),
        )
        .with_since()
        .with_due()
    )


def certificates_listed(user):
    """Certificates the person may see, each with `level_rank` and `next_surveillance` (the day it is due)."""
    due = Surveillance.objects.filter(certificate=OuterRef("pk"), state=Surveillance.State.DUE).order_by("due_on")
    found = Certificate.objects.visible_to(user).select_related("organisation").with_level_rank()
    return found.annotate(next_surveillance=Subquery(due.values("due_on")[:1]))


def surveillances_listed(user):
    """Surveillances of the certificates the person may see."""
    return Surveillance.objects.visible_to(user).select_related("certificate__organisation")
