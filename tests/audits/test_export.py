"""The score sheet as a file: its bytes, its seal, and the same result from `python -m scoring`."""

import hashlib
import json
import subprocess
import sys

import pytest
from django.db import connection

from audits.models import ScoreSheet
from audits.queries import sheet_of
from scoring import sheets
from tests.audits import cases
from workflow.engine import perform
from workflow.models import Event

pytestmark = pytest.mark.django_db

FINDINGS = {
    "5.1.2.2": {"outcome": "sampled", "drawn": 7, "failed": 2, "remark": "2 人证书过期。"},
    "5.1.4.2": {"outcome": "not_met", "remark": "未梳理法规。"},
    "5.2.3.3": {"outcome": "excluded", "reason": "所售商品“无需”安装；\n见说明。"},
}


@pytest.fixture
def team(auditor, other_auditor, audit_manager):
    return {"leader": auditor, "members": [other_auditor], "audit_manager": audit_manager}


def evaluated(content, folder):
    """What the command prints for the bytes, in a process of its own."""
    file = folder / "sheet.json"
    file.write_bytes(content)
    answer = subprocess.run(
        [sys.executable, "-m", "scoring", "evaluate", str(file)], capture_output=True, text=True, check=True
    )
    return json.loads(answer.stdout)


def test_the_frozen_sheet_is_downloaded_as_sealed_and_evaluates_to_the_frozen_result(
    organisation, team, client_of, tmp_path
):
    audit = cases.reported(organisation, **team, findings=FINDINGS, specials=["law", "trade_need"], bonus="远程诊断。")
    frozen = sheet_of(audit)
    answer = client_of(team["leader"]).get(f"/audits/{audit.reference}/score-sheet.json")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer["Content-Disposition"] == f'attachment; filename="{audit.reference}-score-sheet-1.json"'
    assert hashlib.sha256(answer.content).hexdigest() == frozen.sha256 == answer["X-Content-SHA256"]
    assert evaluated(answer.content, tmp_path) == frozen.result
    # (98 - 2 - 5·2/7) / 98 · 100 - 2 + 1 = 662/7 / 98 · 100 - 1
    assert (frozen.result["score_exact"], frozen.result["score"]) == ("32757/343", "95.5")
    assert frozen.sha256 in client_of(team["leader"]).get(f"/audits/{audit.reference}/report/").content.decode()


def test_the_file_has_the_form_that_was_agreed(organisation, team, client_of):
    audit = cases.reported(organisation, **team, findings=FINDINGS, specials=["law"])
    sheet = json.loads(client_of(team["leader"]).get(f"/audits/{audit.reference}/score-sheet.json").content)

    assert sorted(sheet) == ["bonus", "clauses", "edition", "findings", "special_deductions", "version"]
    assert (sheet["edition"], sheet["version"], sheet["bonus"]) == ("GB/T 27922-2011", 1, None)
    assert sheet["clauses"]["5.1.2.2"] == {"points": 5}
    assert sheet["findings"]["5.1.2.2"] == {"outcome": "sampled", "drawn": 7, "failed": 2}
    assert sheet["findings"]["5.1.1.1"] == {"outcome": "met"}
    assert sheet["special_deductions"] == [{"ground": "law", "text": "未按公示期限上门服务。"}]


def test_before_the_report_a_complete_sheet_is_exported_as_it_stands(organisation, team, client_of, tmp_path):
    audit = cases.rectifying(organisation, **team, findings={"5.1.1.1": {"outcome": "not_met"}})
    answer = client_of(team["members"][0]).get(f"/audits/{audit.reference}/score-sheet.json")

    assert answer["Content-Disposition"] == f'attachment; filename="{audit.reference}-score-sheet-draft.json"'
    assert evaluated(answer.content, tmp_path)["score"] == "98"
    assert ScoreSheet.objects.count() == 0
    event = audit.last_event("export_sheet")
    assert event.facts == {"sheet": None, "sha256": hashlib.sha256(answer.content).hexdigest()}


def test_after_a_report_was_sent_back_both_sheets_can_be_had(organisation, team, client_of, tmp_path):
    audit = cases.reported(organisation, **team)
    perform(audit, "send_back", by=None, note="证据不足。")
    cases.record_finding(audit, "5.1.1.1", by=team["leader"], outcome="not_met", remark="证据不足。", revision=1)
    client, address = client_of(team["leader"]), f"/audits/{audit.reference}/score-sheet.json"

    assert evaluated(client.get(address).content, tmp_path)["score"] == "100"
    assert evaluated(client.get(address + "?frozen=0").content, tmp_path)["score"] == "98"


def test_an_incomplete_sheet_is_refused_with_the_gaps(organisation, team, client_of):
    audit = cases.on_site(organisation, **team)
    cases.score(audit, by=team["leader"], findings={"5.3.2.4": None, "5.1.5.2": None})
    answer = client_of(team["leader"]).get(f"/audits/{audit.reference}/score-sheet.json", follow=True)

    assert answer.redirect_chain == [(f"/audits/{audit.reference}/scoring/", 302)]
    assert "评分表尚不完整：以下条款没有评价结果：5.1.5.2、5.3.2.4。" in answer.content.decode()
    assert not Event.objects.of(audit).filter(name="export_sheet").exists()


def test_a_sheet_that_is_not_what_was_sealed_is_not_handed_out(organisation, team, client_of):
    audit = cases.reported(organisation, **team)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audits_scoresheet SET sha256 = %s", ["0" * 64])
    answer = client_of(team["leader"]).get(f"/audits/{audit.reference}/score-sheet.json", follow=True)

    assert "第 1 号评分表与固定时不一致" in answer.content.decode()
    assert not Event.objects.of(audit).filter(name="export_sheet").exists()


def test_who_may_have_the_sheet_and_the_report_before_and_after_the_decision(
    organisation, team, client_of, applicant, stranger, officer, member, manager
):
    audit = cases.reported(organisation, **team)
    addresses = [f"/audits/{audit.reference}/{name}" for name in ("score-sheet.json", "report.pdf")]

    def codes(person):
        return [client_of(person).get(address).status_code for address in addresses]

    for person in (team["leader"], team["audit_manager"], member, manager):
        assert codes(person) == [200, 200]
    for person in (applicant, stranger, officer):
        assert codes(person) == [404, 404]
    assert Event.objects.of(audit).filter(name="export_sheet").count() == 4

    perform(audit, "decide", by=None)
    assert codes(applicant) == [200, 200]
    for person in (stranger, officer):
        assert codes(person) == [404, 404]


def test_the_key_order_of_the_database_does_not_matter(organisation, team):
    sheet = sheet_of(cases.reported(organisation, **team, findings=FINDINGS))
    shuffled = ScoreSheet(sheet=dict(reversed(sheet.sheet.items())))
    assert shuffled.content == sheet.content
    assert sheets.result_dict(sheets.loads(sheet.content).result()) == sheet.result
