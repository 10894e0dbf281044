"""Lists of audits and nonconformities."""

from django.db.models import Case, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.fields.json import KT

from accounts.roles import Role
from audits.models import Audit, Nonconformity, ScoreSheet, TeamMember

RESULTS = (Audit.State.REPORTED, Audit.State.DECIDED)  # the states in which the frozen sheet is the result


def audits_listed(user):
    """The audits the person may see, each with `since`, `due_at`, `leaders` (the present team leader in a list), and `level`
    and `score` of the newest frozen sheet where that is the result and the person reads the report."""
    leaders = TeamMember.objects.filter(removed_at=None, duty=TeamMember.Duty.LEADER).select_related("user")
    sheets = ScoreSheet.objects.filter(audit=OuterRef("pk")).order_by("-number").annotate(points=KT("result__score"))
    found = Audit.objects.visible_to(user).select_related("organisation", "application").with_since().with_due()
    told = Q(state__in=RESULTS) & report_is_read_by(user)
    return found.prefetch_related(Prefetch("team", leaders, to_attr="leaders")).annotate(
        level=Case(When(told, then=Subquery(sheets.values("level")[:1]))),
        score=Case(When(told, then=Subquery(sheets.values("points")[:1]))),
    )


def report_is_read_by(user) -> Q:
    """The audits of which `audits.permissions.reads_report` holds, as a condition."""
    free = ~Q(organisation__in=user.organisations_of_interest)
    read = Q(organisation__in=user.organisations, state=Audit.State.DECIDED)
    if user.roles & {Role.AUDIT_MANAGER, Role.MEMBER, Role.MANAGER}:
        read |= free
    if Role.AUDITOR in user.roles:
        serving = TeamMember.objects.filter(user=user, removed_at=None, declaration=TeamMember.Declaration.NONE)
        read |= free & Q(pk__in=serving.values("audit"))
    return read


def nonconformities_listed(user):
    """The nonconformities of the audits the person may see, each with `since` and `due_at`."""
    found = Nonconformity.objects.visible_to(user).select_related("audit__organisation")
    return found.with_since().with_due()
