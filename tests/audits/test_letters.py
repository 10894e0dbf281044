"""Every letter of an audit and of a nonconformity, in both languages, as somebody's deeds bring it about."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from audits import actions
from audits.actions.deductions import deduct, withdraw_deduction
from audits.actions.report import write_report
from tests.audits import cases
from tests.factories import AuditorFactory, OrganisationFactory, PersonFactory
from workflow import clock
from workflow.engine import perform
from workflow.letters import compose
from workflow.models import Notice
from workflow.templatetags.letters import in_words

pytestmark = pytest.mark.django_db
FOLDERS = ("emails/audit", "emails/nonconformity")


@pytest.fixture
def notices(organisation, applicant, members, audit_manager, auditor, other_auditor):
    """One audit with everything that can happen to it, and one that is abandoned."""
    team = {"leader": auditor, "members": [other_auditor], "audit_manager": audit_manager}
    audit = cases.proposed(organisation, **team)
    plan_and_team(audit, applicant, audit_manager, other_auditor)
    visit_and_report(audit, applicant, audit_manager, auditor, other_auditor)
    other = cases.proposed(OrganisationFactory(members=[PersonFactory()]), **team)
    perform(other, "abandon", by=audit_manager, note="申请组织撤回。")
    return Notice.objects.filter(channel=Notice.Channel.EMAIL).select_related("event", "recipient")


def plan_and_team(audit, applicant, audit_manager, other_auditor):
    perform(audit, "object", by=applicant, note="正值盘点。")
    actions.answer_objection(audit, by=audit_manager, answer="日期受合同约束。")
    perform(audit, "propose", by=audit_manager)
    perform(audit, "replan", by=audit_manager, note="组员另有任务。")
    member = audit.current_team.get(user=other_auditor)
    successor = AuditorFactory(name="新成员")
    actions.replace(member, by=audit_manager, reason="另有任务。", successor=successor)
    actions.declare(audit, by=successor)
    perform(audit, "propose", by=audit_manager)
    perform(audit, "agree", by=applicant)


def visit_and_report(audit, applicant, audit_manager, auditor, other_auditor):
    perform(audit, "open", by=auditor)
    cases.score(audit, by=auditor)
    third = AuditorFactory(name="第三人")
    member = actions.appoint(audit, third, by=audit_manager, duty="member")
    actions.object_to_member(member, by=applicant, reason="利益冲突。")
    actions.declare(audit, by=third, kind="relative", explanation="亲属在该公司任职。")
    actions.replace(member, by=audit_manager, reason="利益关系。")
    actions.raise_nonconformity(audit, by=auditor, kind="minor", clause="5.1.1.1", text="无签字。")
    perform(audit, "close_visit", by=auditor)
    deduction = deduct(audit, by=auditor, ground="law", text="未明码标价。")
    withdraw_deduction(deduction, by=auditor, reason="不成立。")
    minor = audit.nonconformities.get(kind="minor")
    cases.answer(minor)
    perform(minor, "reject", by=auditor, note="原因不充分。")
    cases.close(minor, by=auditor)
    write_report(audit, by=auditor, conclusion="建议通过认证。")
    perform(audit, "report", by=auditor)
    perform(audit, "send_back", by=None, note="第5.1.1.1条的证据不足。")


def test_every_letter_is_written_in_both_languages_and_names_its_case(notices):
    written = {notice.template for notice in notices}
    folder = Path(settings.BASE_DIR) / "templates"
    assert written >= {str(path.relative_to(folder)) for name in FOLDERS for path in (folder / name).glob("*.txt")}
    for notice in notices.filter(template__regex="^emails/(audit|nonconformity)/"):
        for language in ("zh-hans", "en"):
            notice.recipient.language = language
            message = compose(notice)
            assert notice.event.reference in message.subject, notice.template
            assert all(left not in message.subject + message.body for left in ("%(", "{{", "{%", "None"))
            assert ("Dear" in message.body) == (language == "en")


def test_clients_are_not_written_the_names_of_staff_they_do_not_know(notices, audit_manager):
    for notice in notices:
        if not notice.recipient.roles:
            body = compose(notice).body
            for name in (audit_manager.name, "亲属在该公司任职。"):
                assert name not in body, notice.template
            if notice.template != "emails/audit/team_changed.txt":
                assert "第三人" not in body, notice.template


def test_a_rejected_answer_tells_until_when_a_better_one_is_due(notices):
    notice = notices.get(template="emails/nonconformity/reject.txt")
    notice.recipient.language = "en"
    with translation.override("en"):
        day = in_words(notice.event.case.deadline)
    assert f"The answer is due on {day}." in compose(notice).body
    assert notice.event.case.deadline > clock.today()
