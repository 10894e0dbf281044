"""Brings an application to each state of its life by the real actions and steps, for the tests of every floor.

    evaluated(organisation)                      with people made up where none are given
    offered(organisation, officer=officer)       with your own cast

`applicant` defaults to the first member of the organisation; staff default to the first person who holds the role.
"""

import datetime
import io

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from accounts.roles import Role
from applications import actions, queries
from applications.models import ConditionVerdict, Site
from scoring.actions import load_edition
from scoring.catalogue import shipped
from scoring.models import Edition
from tests.factories import PersonFactory
from workflow.engine import perform

ANSWERS = {
    "contact_name": "王小明",
    "contact_phone": "010-12345678",
    "contact_email": "contact@example.org",
    "kind": "seller",
    "industry": "家用电器零售",
    "activities": "家用电器的销售、送货、安装、维修和退换。",
    "way_of_selling": "直营门店和网上商城。",
    "service_mode": "mixed",
    "system_since": datetime.date(2020, 1, 6),
    "scope": "家用电器的销售及售后服务",
    "scope_en": "Sale and after-sales service of household appliances",
    "level_aimed": "five_star",
    "headcount": 120,
    "service_staff": 45,
    "service_management_staff": 12,
}
SITES = [
    {
        "kind": Site.Kind.HEADQUARTERS,
        "name": "总部",
        "address": "北京市海淀区中关村大街1号",
        "headcount": 80,
        "activity": "管理",
    },
    {
        "kind": Site.Kind.OWN_OUTLET,
        "name": "朝阳服务站",
        "address": "北京市朝阳区建国路8号",
        "headcount": 20,
        "activity": "维修",
    },
    {
        "kind": Site.Kind.OWN_OUTLET,
        "name": "通州服务站",
        "address": "北京市通州区新华大街5号",
        "headcount": 12,
        "activity": "维修",
    },
    {
        "kind": Site.Kind.COMMISSIONED,
        "name": "天津服务站",
        "address": "天津市和平区南京路2号",
        "headcount": 8,
        "activity": "维修",
    },
]
MANAGERS = [
    {"name": "李晓红", "certificate_number": "ASM-2023-0101", "expires_on": datetime.date(2099, 5, 31)},
    {"name": "赵建国", "certificate_number": "ASM-2023-0102", "expires_on": datetime.date(2099, 5, 31)},
]


def reference_data() -> Edition:
    """The edition that ships with the product, the checklist, the day table and the tariff."""
    actions.load_reference()
    return load_edition(shipped()[0])[0]


def pdf(name="paper.pdf", words="paper"):
    """An upload: a sound one-page PDF whose bytes depend on `words`."""
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Title"] = words
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return SimpleUploadedFile(name, out.getvalue(), content_type="application/pdf")


def png(name="picture.png"):
    """An upload: a sound one-pixel picture."""
    out = io.BytesIO()
    Image.new("RGB", (1, 1), (20, 40, 60)).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


def started(organisation, *, applicant=None):
    """A draft with nothing answered yet."""
    reference_data()
    return actions.start_draft(organisation, by=applicant or organisation.people.first())


def draft(organisation, *, applicant=None, without_papers=(), sites=SITES, exclusions=None, **answers):
    """A draft that could be submitted, but for the kinds of paper (codes) left out."""
    applicant = applicant or organisation.people.first()
    application = started(organisation, applicant=applicant)
    actions.save_answers(application, by=applicant, **ANSWERS | answers)
    actions.save_sites(application, sites, by=applicant)
    actions.save_managers(application, MANAGERS, by=applicant)
    actions.save_exclusions(application, exclusions or {}, by=applicant, has_none=not exclusions)
    for line in queries.checklist(application):
        if line.is_compulsory and line.kind.code not in without_papers:
            actions.attach_paper(application, line.kind, pdf(f"{line.kind.code}.pdf", line.kind.code), by=applicant)
    return application


def submitted(organisation, *, applicant=None, **facts):
    applicant = applicant or organisation.people.first()
    application = draft(organisation, applicant=applicant, **facts)
    perform(application, "submit", by=applicant)
    return application


def reviewed(organisation, *, officer=None, **facts):
    """Submitted, and nothing stands in the way of accepting it."""
    officer = officer or somebody(Role.OFFICER)
    application = submitted(organisation, **facts)
    review(application, by=officer)
    return application


def returned(organisation, *, officer=None, note="请补充营业执照。", **facts):
    officer = officer or somebody(Role.OFFICER)
    application = submitted(organisation, **facts)
    perform(application, "return", by=officer, note=note)
    return application


def offered(organisation, *, officer=None, **facts):
    officer = officer or somebody(Role.OFFICER)
    application = reviewed(organisation, officer=officer, **facts)
    perform(application, "accept", by=officer)
    return application


def agreed(organisation, *, applicant=None, **facts):
    applicant = applicant or organisation.people.first()
    application = offered(organisation, applicant=applicant, **facts)
    perform(application, "agree", by=applicant, name=applicant.name, sha256=application.agreement.stored.sha256)
    return application


def evaluating(organisation, *, evaluator=None, **facts):
    evaluator = evaluator or somebody(Role.AUDIT_MANAGER)
    application = agreed(organisation, **facts)
    perform(application, "start_evaluation", by=evaluator)
    return application


def clarifying(organisation, *, evaluator=None, questions=(("5.1.1.1", "请说明归口部门。"),), **facts):
    """Questions are with the applicant."""
    evaluator = evaluator or somebody(Role.AUDIT_MANAGER)
    application = evaluating(organisation, evaluator=evaluator, **facts)
    for clause, text in questions:
        actions.ask_question(application, clause, text, by=evaluator)
    perform(application, "ask", by=evaluator)
    return application


def evaluated(organisation, *, evaluator=None, audit_manager=None, **facts):
    """Every clause satisfactory, documents accepted: an audit can be planned."""
    audit_manager = audit_manager or somebody(Role.AUDIT_MANAGER)
    evaluator = evaluator or audit_manager
    application = evaluating(organisation, evaluator=evaluator, **facts)
    evaluate(application, by=evaluator)
    perform(application, "accept_documents", by=audit_manager)
    return application


def review(application, *, by):
    """Every paper in order, every condition met, days and fee by the tables."""
    for line in queries.checklist(application):
        if line.needs_verdict:
            actions.judge_paper(application, line.kind, by=by, verdict="accepted")
    for condition in ConditionVerdict.Condition:
        actions.judge_condition(application, condition, by=by, is_met=True)
    actions.fix_effort(application, by=by)


def evaluate(application, *, by, verdict="satisfactory"):
    """The same verdict on every clause."""
    for code in queries.clause_codes(application):
        actions.evaluate_clause(application, code, by=by, verdict=verdict)


def somebody(role):
    """The first person who holds the role, or a new one."""
    return User.objects.with_role(role).order_by("pk").first() or PersonFactory(roles=[role])
