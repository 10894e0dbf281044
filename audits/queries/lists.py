"""Lists of audits and nonconformities."""

from django.db.models import OuterRef, Prefetch, Subquery
from django.db.models.fields.json import KT

from accounts.roles import Role
from audits.models import Audit, Nonconformity, ScoreSheet, TeamMember

RESULTS = (Audit.State.REPORTED, Audit.State.DECIDED)  # the states in which the frozen sheet is the result


def audits_listed(user):
    """The audits the person may see, each with `since`, `due_at`, `leaders` (the present team leader in a list), and `level`
    and `score` of the newest frozen sheet."""
    leaders = TeamMember.objects.filter(removed_at=None, duty=TeamMember.Duty.LEADER).select_related("user")
    sheets = ScoreSheet.objects.filter(audit=OuterRef("pk")).order_by("-number").annotate(points=KT("result__score"))
    found = Audit.objects.visible_to(user).select_related("organisation", "application").with_since().with_due()
    return found.prefetch_related(Prefetch("team", leaders, to_attr="leaders")).annotate(
        level=Subquery(sheets.values("level")[:1]),
        score=Subquery(sheets.values("points")[:1]),
    )


def nonconformities_listed(user):
    """The nonconformities of the audits the person may see, each with `since` and `due_at`."""
    found = Nonconformity.objects.visible_to(user).select_related("audit__organisation")
    return found.with_since().with_due()


def reads_nonconformities(user):
    """Has the person the list of nonconformities: the audit department, auditors and management?"""
    return bool(user.roles & {Role.AUDIT_MANAGER, Role.AUDITOR, Role.MANAGER})
