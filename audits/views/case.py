"""The page of one audit: where it stands, what comes next, the plan, the team, what was found, what happened."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from audits import obstacles
from audits.models import Audit
from audits.moves import next_move
from audits.permissions import closes_visit, is_client, is_free_audit_manager, is_scorer, reads_report, sees_findings
from audits.queries.nonconformities import nonconformities_of
from audits.queries.plan import days_planned, outlets_planned, outlets_required
from audits.queries.team import assignment_of, former_team, open_general_objection, team_now
from audits.views.access import audit_or_404

S = Audit.State
FINDINGS_EXIST = {S.ON_SITE, S.RECTIFYING, S.REPORTED, S.DECIDED}
OBJECTABLE = {S.PROPOSED, S.PLANNED, S.ON_SITE, S.RECTIFYING}


@dataclass(frozen=True)
class Preparation:
    """One part of preparing a visit, with what it still lacks."""

    name: str
    lacks: tuple[str, ...]


@require_safe
def audit(request, reference):
    case = audit_or_404(request, reference)
    user = request.user
    return render(request, "audits/audit.html", plan_facts(case, user) | {
        "audit": case,
        "move": next_move(case, user),
        "mine": assignment_of(user, case),
        "nonconformities": nonconformities_of(case, user) if case.state in FINDINGS_EXIST else (),
        "sees_findings": case.state in FINDINGS_EXIST and sees_findings(user, case),
        "reads_report": case.state in FINDINGS_EXIST and reads_report(user, case),
        "preparations": preparations(case) if case.state == S.PLANNING and user.roles else (),
        "may_plan": is_free_audit_manager(user, case),
        "may_object": case.state in OBJECTABLE and is_client(user, case),
        "may_close": closes_visit(user, case),
        "may_raise": case.is_scorable and is_scorer(user, case),
    })  # fmt: skip


def plan_facts(case, user):
    """The plan and the team, as far as the person may know them: a client sees what was sent, not what is being changed."""
    shown = bool(user.roles) or case.plan_is_sent
    if not shown:
        return {"plan_shown": False, "objection": None}
    return {
        "plan_shown": True,
        "sites": case.sites.select_related("site"),
        "agenda": case.agenda.all(),
        "days": days_planned(case),
        "outlets": (outlets_planned(case), outlets_required(case)),
        "team": team_now(case),
        "former": former_team(case) if user.roles else (),
        "objection": open_general_objection(case),
    }


def preparations(case) -> list[Preparation]:
    """What stands in the way of sending the plan, by the page where it is mended."""
    parts = {
        "plan": (obstacles.dates_missing, obstacles.too_few_sites, obstacles.agenda_missing),
        "team": (obstacles.team_incomplete, obstacles.interest_on_team),
        "declarations": (obstacles.declarations_missing,),
        "objections": (obstacles.objections_unanswered,),
    }
    found = [
        Preparation(name, tuple(sentence for check in checks if (sentence := check(case, None))))
        for name, checks in parts.items()
    ]
    return [part for part in found if part.lacks or part.name != "objections"]
