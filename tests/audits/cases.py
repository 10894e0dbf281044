"""Brings an audit to each state of its life by the real actions and steps, for the tests of every floor.

    planned(organisation)                        with people made up where none are given
    rectifying(organisation, leader=auditor, nonconformities=["minor"], specials=["law"], bonus="…", findings={...})

Facts that a function does not know are handed down to the earlier states and to `tests.applications.cases`. The visit
begins and the closing meeting is held on the day of `workflow.clock`.
"""

import datetime

from accounts.models import User
from accounts.roles import Role
from applications.models import Site
from audits import actions
from audits.actions.deductions import deduct, give_bonus
from audits.actions.findings import record_finding
from audits.actions.report import write_report
from audits.models import AgendaItem, Finding, TeamMember
from audits.queries.plan import outlets_required
from scoring.queries import scored_clauses
from tests.applications import cases as applications
from tests.factories import AuditorFactory
from workflow import clock
from workflow.engine import perform

MET = {"outcome": Finding.Outcome.MET}
CLAUSE = "5.1.1.1"
CORRECTIVE_ACTION = {
    "cause": "员工培训不足。",
    "correction": "已更正记录。",
    "corrective_action": "每季度培训并考核。",
}


def planning(organisation, *, audit_manager=None, **facts):
    """The audit file is open; nothing is planned."""
    audit_manager = audit_manager or applications.somebody(Role.AUDIT_MANAGER)
    application = applications.evaluated(organisation, audit_manager=audit_manager, **facts)
    return actions.open_audit(application, by=audit_manager)


def prepared(organisation, *, leader=None, members=None, audit_manager=None, **facts):
    """Dates, sites, agenda, a declared team: nothing stands in the way of sending the plan."""
    audit_manager = audit_manager or applications.somebody(Role.AUDIT_MANAGER)
    audit = planning(organisation, audit_manager=audit_manager, **facts)
    plan(audit, by=audit_manager)
    gather_team(audit, by=audit_manager, leader=leader, members=members)
    return audit


def proposed(organisation, *, audit_manager=None, **facts):
    """The plan is with the client."""
    audit_manager = audit_manager or applications.somebody(Role.AUDIT_MANAGER)
    audit = prepared(organisation, audit_manager=audit_manager, **facts)
    perform(audit, "propose", by=audit_manager)
    return audit


def planned(organisation, *, applicant=None, **facts):
    """The client agreed to the plan."""
    applicant = applicant or organisation.people.first()
    audit = proposed(organisation, applicant=applicant, **facts)
    perform(audit, "agree", by=applicant)
    return audit


def on_site(organisation, **facts):
    """The opening meeting was held; no clause has a finding."""
    audit = planned(organisation, **facts)
    perform(audit, "open", by=leader_of(audit))
    return audit


def rectifying(organisation, *, findings=None, nonconformities=(), specials=(), bonus=None, **facts):
    """The closing meeting was held. Every clause is met but for `findings` (see `score`); `nonconformities` are kinds
    (minor, major), `specials` grounds of special deductions, each with its nonconformity; all are open."""
    audit = on_site(organisation, **facts)
    by = leader_of(audit)
    score(audit, by=by, findings=findings)
    for kind in nonconformities:
        actions.raise_nonconformity(audit, by=by, kind=kind, clause=CLAUSE, text="抽查的工单缺少客户签字。")
    for ground in specials:
        deduct(audit, by=by, ground=ground, text="未按公示期限上门服务。")
    if bonus:
        give_bonus(audit, by=by, text=bonus)
    perform(audit, "close_visit", by=by)
    return audit


def reportable(organisation, **facts):
    """Everything rectified and the report written: nothing stands in the way of submitting it."""
    audit = rectifying(organisation, **facts)
    for nonconformity in audit.nonconformities.all():
        close(nonconformity)
    write_report(
        audit, by=leader_of(audit), strengths="服务网点多。", weaknesses="记录不全。", conclusion="建议通过认证。"
    )
    audit.refresh_from_db()
    return audit


def reported(organisation, **facts):
    """The report is with the committee and the score sheet frozen."""
    audit = reportable(organisation, **facts)
    perform(audit, "report", by=leader_of(audit))
    return audit


# --- parts ------------------------------------------------------------------------------------------------------------


def plan(audit, *, by, starts_on=None, days=2, sites=None, agenda=None, **dates):
    """A plan of `days` from `starts_on` (today): headquarters and as many outlets as needed, an agenda with both meetings."""
    starts_on = starts_on or clock.today()
    ends_on = starts_on + datetime.timedelta(days=days - 1)
    sites = enough_sites(audit) if sites is None else sites
    agenda = agenda_of(starts_on, ends_on) if agenda is None else agenda
    dates = {"fewer_sites_reason": "", **dates}
    actions.save_plan(
        audit, by=by, sites=dict.fromkeys(sites), agenda=agenda, starts_on=starts_on, ends_on=ends_on, **dates
    )


def enough_sites(audit):
    """Headquarters and the first outlets, as many as the sample needs."""
    outlets = [site for site in audit.application.sites.all() if site.kind in Site.OUTLETS]
    return [*audit.application.sites.exclude(kind__in=Site.OUTLETS), *outlets[: outlets_required(audit)]]


def agenda_of(first, last):
    return [
        line(first, 9, 10, AgendaItem.Kind.OPENING),
        line(first, 10, 17, topic="售后服务体系"),
        line(last, 9, 16, topic="商品服务、顾客服务", place="朝阳服务站"),
        line(last, 16, 17, AgendaItem.Kind.CLOSING),
    ]


def line(day, begin, end, kind=AgendaItem.Kind.WORK, topic="", place="", who=""):
    """A line of an agenda, from hour to hour."""
    times = {"day": day, "starts_at": datetime.time(begin), "ends_at": datetime.time(end)}
    return times | {"kind": str(kind), "topic": topic, "place": place, "who": who}


def gather_team(audit, *, by, leader=None, members=None, declared=True):
    """A leader and `members` (one, where not said), who declare to have no interest."""
    leader = leader or AuditorFactory()
    members = [AuditorFactory()] if members is None else members
    actions.appoint(audit, leader, by=by, duty=TeamMember.Duty.LEADER)
    for member in members:
        actions.appoint(audit, member, by=by, duty=TeamMember.Duty.MEMBER)
    for person in [leader, *members] if declared else ():
        actions.declare(audit, by=person)


def leader_of(audit) -> User:
    return audit.current_team.get(duty=TeamMember.Duty.LEADER).user


def score(audit, *, by, findings=None):
    """Every clause met, but for `findings`: {"5.1.2.2": {"outcome": "sampled", "drawn": 20, "failed": 3}, …}; None leaves a
    clause unanswered."""
    findings = findings or {}
    for clause in scored_clauses(audit.edition).values_list("code", flat=True):
        finding = findings.get(clause, MET)
        if finding is not None:
            record_finding(audit, clause, by=by, **finding)


def answer(nonconformity, *, by=None, files=1):
    """The client sends corrective action with files."""
    by = by or nonconformity.organisation.people.first()
    actions.draft_corrective_action(nonconformity, by=by, done_on=clock.today(), **CORRECTIVE_ACTION)
    for number in range(files):
        upload = applications.pdf(f"proof-{number}.pdf", f"{nonconformity} {number}")
        actions.attach_corrective_file(nonconformity, upload, by=by)
    perform(nonconformity, "answer", by=by)


def close(nonconformity, *, by=None):
    """The client answers, the leader verifies."""
    answer(nonconformity)
    perform(nonconformity, "close", by=by or leader_of(nonconformity.audit), note="查看了培训记录，措施有效。")
