"""How a demonstration case moves: each function carries it one stage on, by the actions and steps of the floors."""

import datetime

from accounts.actions import found_organisation
from applications import actions as applying
from applications.models import ConditionVerdict, Site
from applications.queries import checklist, clause_codes, thread_of
from audits import actions as auditing
from audits.actions.deductions import deduct, give_bonus, withdraw_deduction
from audits.actions.findings import record_finding
from audits.actions.report import write_report
from audits.models import AgendaItem, Finding, TeamMember
from audits.queries.plan import outlets_required
from certificates.actions import cast_vote, take_up
from certify.demonstration.cast import DOMAIN, person
from certify.demonstration.companies import code
from certify.demonstration.papers import paper
from workflow import clock
from workflow.engine import perform

MET = {"outcome": Finding.Outcome.MET}


def register(company, number):
    """The company and its first member."""
    applicant = person(f"{company.key}@{DOMAIN}", company.contact)
    return found_organisation(
        by=applicant,
        name=company.name,
        name_en=company.name_en,
        uscc=code(number),
        address=company.address,
        address_en="",
        legal_representative=company.contact,
        phone="400-000-0000",
    )


def sites_of(company):
    rows = [(Site.Kind.HEADQUARTERS, "总部", company.address, company.headcount // 2, "管理与客户服务")]
    districts = ("城东", "城西", "城南", "城北", "新区")[: max(1, min(5, company.headcount // 30))]
    for district in districts:
        rows.append(
            (Site.Kind.OWN_OUTLET, f"{district}服务网点", f"{company.city}市{district}服务路1号", 8, "接待与维修")
        )
    names = ("kind", "name", "address", "headcount", "activity")
    return [dict(zip(names, row, strict=True)) for row in rows]


def draft(organisation, company, *, complete=True, exclusions=None):
    """An application, answered in full or only begun."""
    by = organisation.people.first()
    application = applying.start_draft(organisation, by=by)
    applying.save_answers(application, by=by, kind=company.kind, industry=company.industry, scope=company.scope)
    if not complete:
        return application
    management = max(2, company.headcount // 12)
    applying.save_answers(
        application,
        by=by,
        scope_en=company.scope_en,
        activities=f"{company.scope}，设服务热线与服务网点，提供咨询、上门、维修、退换和回访。",
        way_of_selling="直营门店、线上商城和授权经销商。",
        service_mode="own",
        system_since=clock.today() - datetime.timedelta(days=900),
        level_aimed="five_star",
        headcount=company.headcount,
        service_staff=company.headcount // 3,
        service_management_staff=management,
        contact_name=company.contact,
        contact_phone="400-000-0000",
        contact_email=by.email,
    )
    applying.save_sites(application, sites_of(company), by=by)
    listed = [
        {
            "name": f"管理师{letter}",
            "certificate_number": f"ASM-{code(0)[:4]}-{company.headcount}{n}",
            "expires_on": years(3),
        }
        for n, letter in enumerate("甲乙丙丁"[: max(1, -(-management // 10))])
    ]
    applying.save_managers(application, listed, by=by)
    applying.save_exclusions(application, exclusions or {}, by=by, has_none=not exclusions)
    for line in checklist(application):
        if line.is_compulsory:
            applying.attach_paper(application, line.kind, paper(line.kind.title_zh), by=by)
    return application


def years(count):
    return clock.today() + datetime.timedelta(days=365 * count)


def submit(application):
    perform(application, "submit", by=application.organisation.people.first())


def review(application, cast):
    """Every paper in order, every condition met, days and fee by the tables; the agreement goes out."""
    officer = cast["officer"]
    for line in checklist(application):
        if line.needs_verdict:
            applying.judge_paper(application, line.kind, by=officer, verdict="accepted")
    for condition in ConditionVerdict.Condition:
        applying.judge_condition(application, condition, by=officer, is_met=True)
    applying.fix_effort(application, by=officer)
    perform(application, "accept", by=officer)


def agree(application):
    by = application.organisation.people.first()
    perform(application, "agree", by=by, name=by.name, sha256=application.agreement.stored.sha256)


def evaluate(application, cast, *, clauses=None, start=True):
    """Document evaluation of all clauses, or of the first so many."""
    by = cast["planner"]
    if start:
        perform(application, "start_evaluation", by=by)
    for clause in clause_codes(application)[:clauses]:
        doubtful = clause == "5.1.5.2"
        applying.evaluate_clause(
            application,
            clause,
            by=by,
            verdict="not_satisfactory" if doubtful else "satisfactory",
            note="制度中未写明奖惩结果如何用于修正服务目标，请现场核实。" if doubtful else "",
        )


def accept_documents(application, cast):
    perform(application, "accept_documents", by=cast["planner"])


def plan(application, cast, *, in_days=14, days=2, members=None, leader="leader"):
    """The audit file with dates, sample, agenda and a declared team, large enough for the audit days agreed."""
    by = cast["planner"]
    members = members or (("auditor", "auditor2") if application.effort.days > 2 * days else ("auditor",))
    audit = auditing.open_audit(application, by=by)
    first = clock.today() + datetime.timedelta(days=in_days)
    last = first + datetime.timedelta(days=days - 1)
    outlets = [site for site in application.sites.all() if site.kind in Site.OUTLETS]
    sample = [*application.sites.exclude(kind__in=Site.OUTLETS), *outlets[: outlets_required(audit)]]
    auditing.save_plan(
        audit,
        by=by,
        sites=dict.fromkeys(sample),
        agenda=_agenda(first, last),
        starts_on=first,
        ends_on=last,
        fewer_sites_reason="",
    )
    auditing.appoint(audit, cast[leader], by=by, duty=TeamMember.Duty.LEADER)
    for key in members:
        auditing.appoint(audit, cast[key], by=by, duty=TeamMember.Duty.MEMBER)
    for key in (leader, *members):
        auditing.declare(audit, by=cast[key])
    return audit


def _agenda(first, last):
    rows = [
        (first, 9, 10, AgendaItem.Kind.OPENING, "", "总部"),
        (first, 10, 17, AgendaItem.Kind.WORK, "售后服务体系（5.1）", "总部"),
        (last, 9, 12, AgendaItem.Kind.WORK, "商品服务（5.2），走访服务网点", "服务网点"),
        (last, 13, 16, AgendaItem.Kind.WORK, "顾客服务（5.3），抽查投诉与回访记录", "总部"),
        (last, 16, 17, AgendaItem.Kind.CLOSING, "", "总部"),
    ]
    return [
        {
            "day": day,
            "starts_at": datetime.time(begin),
            "ends_at": datetime.time(end),
            "kind": str(kind),
            "topic": topic,
            "place": place,
            "who": "审查组",
        }
        for day, begin, end, kind, topic, place in rows
    ]


def settle_plan(audit, cast):
    perform(audit, "propose", by=cast["planner"])
    perform(audit, "agree", by=audit.organisation.people.first())


def visit(audit, cast, *, findings, upto=None):
    """Opening meeting and findings: `findings` by clause, every other clause met; only the first `upto` clauses if given."""
    perform(audit, "open", by=cast["leader"])
    codes = list(audit.edition.indicators.filter(depth=3).order_by("order").values_list("code", flat=True))
    for clause in codes[:upto]:
        by = cast["leader"] if clause.startswith("5.1") else cast["auditor"]
        record_finding(audit, clause, by=by, **findings.get(clause, MET))


def special(audit, cast, text, ground="own_rules"):
    deduct(audit, by=cast["leader"], ground=ground, text=text)


def withdraw_special(audit, cast, reason):
    """Give the point of the latest special deduction back."""
    withdraw_deduction(audit.special_deductions.last(), by=cast["leader"], reason=reason)


def bonus(audit, cast, text):
    give_bonus(audit, by=cast["leader"], text=text)


def close_visit(audit, cast):
    perform(audit, "close_visit", by=cast["leader"])


def answer(nonconformity):
    by = nonconformity.organisation.people.first()
    auditing.draft_corrective_action(
        nonconformity,
        by=by,
        done_on=clock.today(),
        cause="新员工上岗前未接受该项制度的培训。",
        correction="已补做记录并向顾客致歉。",
        corrective_action="纳入上岗培训与月度抽查，由服务监督岗跟踪。",
    )
    auditing.attach_corrective_file(nonconformity, paper("整改证据"), by=by)
    perform(nonconformity, "answer", by=by)


def rectify(audit, cast):
    """Answer and close everything that is open."""
    for nonconformity in audit.nonconformities.filter(state="open"):
        answer(nonconformity)
        perform(nonconformity, "close", by=cast["leader"], note="查看了培训记录和抽查表，措施有效。")


def report(audit, cast, conclusion="体系运行有效，建议提交评审委员会评定。"):
    write_report(
        audit,
        by=cast["leader"],
        strengths="服务网点覆盖较好，投诉处理及时，顾客档案完整。",
        weaknesses="个别网点的服务记录不够完整。",
        conclusion=conclusion,
    )
    perform(audit, "report", by=cast["leader"])


def ask_us(application, text):
    """A message of the client's first person."""
    return applying.write_message(application, text, by=application.organisation.people.first())


def write_to_client(application, text, by):
    """A message of the staff, with everything of the client read before."""
    client_wrote = [message for message in thread_of(application, by) if message.is_new]
    applying.note_reading(client_wrote, by=by)
    return applying.write_message(application, text, by=by)


def vote(audit, cast, positions):
    """Put the report before the committee and cast the votes, in order of the members."""
    decision = take_up(audit, by=cast["member1"])
    reasons = {
        "grant": "证据充分，计分可复核，同意按评分结果发证。",
        "refuse": "特别扣分项较多，体系运行不足以支持认证。",
        "send_back": "抽样记录不足，请补充核实后再报。",
    }
    for number, position in enumerate(positions, start=1):
        cast_vote(
            decision, by=cast[f"member{number}"], position=position, reason=reasons[position], declares_no_interest=True
        )
    return decision
