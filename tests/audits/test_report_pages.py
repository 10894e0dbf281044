"""The pages beside the form: evidence, special deductions and bonus, the report; and what the decision opens to the client."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audits.actions import attach_evidence
from audits.models import Evidence
from printing.readback import page_texts
from tests.applications import cases as applications
from tests.audits import cases
from workflow.engine import perform
from workflow.models import Event

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


@pytest.fixture
def team(auditor, other_auditor, audit_manager):
    return {"leader": auditor, "members": [other_auditor], "audit_manager": audit_manager}


@pytest.fixture
def audit(organisation, team):
    return cases.on_site(organisation, **team)


def test_photographs_are_added_shown_and_taken_off(audit, team, client_of, applicant):
    client, address = client_of(team["leader"]), f"/audits/{audit.reference}/scoring/clauses/5.1.1.1/evidence/"
    added = client.post(address, {"file": applications.png("现场.png")}, headers=JSON)
    assert (added.status_code, added.json()["ok"]) == (200, True)
    assert "现场.png" in added.json()["html"]
    evidence = Evidence.objects.get()
    shown = client.get(f"/audits/{audit.reference}/evidence/{evidence.pk}/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert client_of(applicant).get(f"/audits/{audit.reference}/evidence/{evidence.pk}/").status_code == 404

    assert client.post(f"/audits/{audit.reference}/evidence/{evidence.pk}/remove/").status_code == 302
    evidence.refresh_from_db()
    assert evidence.removed_at
    assert "现场.png" not in client.get(f"/audits/{audit.reference}/scoring/5.1.1/").content.decode()


def test_several_files_at_once_are_each_taken_or_refused_by_name(audit, team, client_of):
    client, address = client_of(team["leader"]), f"/audits/{audit.reference}/scoring/clauses/5.1.1.1/evidence/"
    bad = SimpleUploadedFile("virus.png", b"MZ")
    answer = client.post(address, {"file": [applications.png("好.png"), bad]}, follow=True)
    assert "“virus.png”" in answer.content.decode()
    assert [each.stored.name for each in Evidence.objects.all()] == ["好.png"]
    nothing = client.post(address, {}, headers=JSON)
    assert (nothing.status_code, nothing.json()["ok"]) == (422, False)


def test_evidence_of_another_audit_cannot_be_had_through_ones_own(organisation, team, client_of, stranger):
    theirs = cases.on_site(stranger.organisations.get(), audit_manager=team["audit_manager"])
    evidence = attach_evidence(theirs, "5.1.1.1", applications.png(), by=cases.leader_of(theirs))
    mine = cases.on_site(organisation, **team)
    client = client_of(team["leader"])
    assert client.get(f"/audits/{theirs.reference}/evidence/{evidence.pk}/").status_code == 404
    assert client.get(f"/audits/{mine.reference}/evidence/{evidence.pk}/").status_code == 404
    assert client.post(f"/audits/{mine.reference}/evidence/{evidence.pk}/remove/").status_code == 404
    evidence.refresh_from_db()
    assert evidence.removed_at is None


def test_a_special_deduction_is_recorded_listed_and_withdrawn(audit, team, client_of):
    client, address = client_of(team["leader"]), f"/audits/{audit.reference}/scoring/specials/"
    empty = client.post(address, {"deed": "deduct", "deduct-text": "未公示收费。"})
    assert (empty.status_code, audit.special_deductions.count()) == (422, 0)
    assert "未公示收费。" in empty.content.decode()

    client.post(address, {"deed": "deduct", "deduct-ground": "law", "deduct-text": "未公示收费。"})
    deduction = audit.special_deductions.get()
    page = client.get(address).content.decode()
    assert "违反法律法规" in page
    assert deduction.nonconformity.reference in page

    withdrawal = f"{address}{deduction.pk}/withdraw/"
    assert "未公示收费。" in client.get(withdrawal).content.decode()
    assert client.post(withdrawal, {"reason": ""}).status_code == 422
    assert client.post(withdrawal, {"reason": "已公示。"}).status_code == 302
    deduction.refresh_from_db()
    assert (deduction.withdrawn_reason, deduction.nonconformity.state) == ("已公示。", "dropped")


def test_the_bonus_is_given_once_and_can_be_withdrawn(audit, team, client_of):
    client, address = client_of(team["leader"]), f"/audits/{audit.reference}/scoring/specials/"
    assert client.post(address, {"deed": "give_bonus", "give_bonus-text": "远程诊断。"}).status_code == 302
    second = client.post(address, {"deed": "give_bonus", "give_bonus-text": "另一项。"})
    assert second.status_code == 422
    assert audit.bonus.text == "远程诊断。"
    withdrawal = f"/audits/{audit.reference}/scoring/bonus/withdraw/"
    assert client.post(withdrawal, {"reason": "同行已有。"}).status_code == 302
    assert client.post(withdrawal, {"reason": "同行已有。"}).status_code == 422
    assert Event.objects.of(audit).filter(name="withdraw_bonus").count() == 1


def test_the_leader_writes_the_report_and_submits_it_from_its_page(organisation, team, client_of):
    audit = cases.rectifying(organisation, **team)
    client, address = client_of(team["leader"]), f"/audits/{audit.reference}/report/"
    assert "请填写审核组结论。" in client.get(address).content.decode()
    assert (
        client.post(address, {"strengths": "网点多。", "weaknesses": "", "conclusion": "建议通过。"}).status_code == 302
    )
    audit.refresh_from_db()
    assert (audit.strengths, audit.conclusion) == ("网点多。", "建议通过。")
    assert "conclusion" not in client_of(team["members"][0]).get(address).context["form"].errors
    assert client.post(f"/steps/audit/{audit.reference}/report/").status_code == 302
    audit.refresh_from_db()
    assert (audit.state, audit.score_sheets.get().result["score"]) == ("reported", "100")


def test_what_was_typed_is_kept_where_the_report_is_submitted_already(organisation, team, client_of):
    audit = cases.reported(organisation, **team)
    answer = client_of(team["leader"]).post(f"/audits/{audit.reference}/report/", {"conclusion": "改写的结论。"})
    assert answer.status_code == 422
    assert "改写的结论。" in answer.content.decode()
    audit.refresh_from_db()
    assert audit.conclusion == "建议通过认证。"


def test_the_report_as_pdf_says_in_both_languages_what_was_found(organisation, team, client_of):
    findings = {"5.1.2.2": {"outcome": "sampled", "drawn": 20, "failed": 3, "remark": "三人证书过期。"}}
    audit = cases.reported(organisation, **team, findings=findings, specials=["law"], nonconformities=["major"])
    answer = client_of(team["leader"]).get(f"/audits/{audit.reference}/report.pdf")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = "".join("".join(page_texts(answer.content)).split())
    numbers = [each.reference for each in audit.nonconformities.all()]
    for words in (
        "审核报告",
        "Auditreport",
        audit.organisation.name,
        audit.organisation.uscc,
        "吴审查",
        "朝阳服务站",
        "98.25五星级Five-star",
        audit.score_sheets.get().sha256,
        "抽样20件，其中3件不符合。三人证书过期。",
        "未按公示期限上门服务。",
        *numbers,
        "查看了培训记录，措施有效。",
        "优势Strengths服务网点多。",
        "审核组结论Conclusionoftheteam建议通过认证。",
    ):
        assert words in text, words
    assert "草稿" not in text
    assert all(code in text for code in audit.findings.values_list("clause", flat=True))


def test_before_it_is_submitted_the_report_calls_itself_a_draft(audit, team, client_of):
    answer = client_of(team["leader"]).get(f"/audits/{audit.reference}/report.pdf")
    assert "草稿：报告尚未提交。" in "".join("".join(page_texts(answer.content)).split())


def test_the_decision_opens_report_and_sheet_to_the_client_but_no_form(organisation, team, client_of, applicant):
    audit = cases.reported(organisation, **team)
    perform(audit, "decide", by=None)
    client = client_of(applicant)
    for page in ("scoring/", "scoring/5.1.2/", "scoring/specials/", "report/"):
        assert client.get(f"/audits/{audit.reference}/{page}").status_code == 404
    assert client.get(f"/audits/{audit.reference}/report.pdf").status_code == 200
    case = client.get(f"/audits/{audit.reference}/").content.decode()
    assert f'href="/audits/{audit.reference}/report.pdf"' in case
    assert f'href="/audits/{audit.reference}/score-sheet.json"' in case
