"""The report: what stands in its way, what freezing keeps, and what a second report adds."""

import hashlib
import json

import pytest

from audits import obstacles
from audits.actions import record_finding, write_report
from audits.models import Audit, ScoreSheet
from audits.queries import current_result, sheet_of
from tests.audits import cases
from workflow.engine import perform
from workflow.machine import NotAllowed, Obstructed, WrongState
from workflow.models import Event

pytestmark = pytest.mark.django_db

FINDINGS = {
    "5.1.2.2": {"outcome": "sampled", "drawn": 20, "failed": 3, "remark": "3 人证书过期。"},
    "5.1.4.2": {"outcome": "not_met", "remark": "未梳理法规。"},
    "5.2.3.3": {"outcome": "excluded", "reason": "所售商品无需安装。"},
}


@pytest.fixture
def team(auditor, other_auditor, audit_manager):
    return {"leader": auditor, "members": [other_auditor], "audit_manager": audit_manager}


def test_the_report_freezes_sheet_result_and_moment(organisation, team):
    audit = cases.reportable(organisation, **team, findings=FINDINGS, specials=["law"])
    event = perform(audit, "report", by=team["leader"])

    sheet = sheet_of(audit)
    # 98 points apply; 0.75 and 2 are lost; one special deduction: 95.25 / 98 × 100 − 1.
    assert sheet.result == {
        "earned": "95.25",
        "applicable": "98",
        "base": "97.19",
        "special_deductions": 1,
        "bonus": 0,
        "score": "96.19",
        "score_exact": "9427/98",
        "level": "five_star",
    }
    assert (sheet.number, sheet.level, sheet.frozen_by, sheet.edition) == (
        1,
        "five_star",
        team["leader"],
        audit.edition,
    )
    assert sheet.sheet["findings"]["5.1.2.2"] == {"outcome": "sampled", "drawn": 20, "failed": 3}
    assert sheet.sheet["findings"]["5.2.3.3"] == {"outcome": "excluded", "reason": "所售商品无需安装。"}
    assert sheet.sheet["special_deductions"] == [{"ground": "law", "text": "未按公示期限上门服务。"}]
    assert (len(sheet.sheet["clauses"]), len(sheet.sheet["findings"])) == (47, 47)
    assert sheet.sha256 == hashlib.sha256(sheet.content).hexdigest()
    assert json.loads(sheet.content) == sheet.sheet
    assert event.facts == {"score": "96.19", "level": "five_star", "sheet": 1, "sha256": sheet.sha256}
    assert (audit.state, audit.reported_at) == (Audit.State.REPORTED, sheet.frozen_at)
    assert current_result(audit).score == 100 * current_result(audit).earned / 98 - 1


def test_a_missing_clause_is_named_and_nothing_is_frozen(organisation, team):
    audit = cases.on_site(organisation, **team)
    cases.score(audit, by=team["leader"], findings={"5.2.4.5": None, "5.1.1.2": None})

    with pytest.raises(Obstructed) as refusal:
        perform(audit, "close_visit", by=team["leader"])
    assert refusal.value.sentences == ["尚有 2 项条款没有填写评价结果：5.1.1.2、5.2.4.5。"]
    audit.refresh_from_db()
    assert (audit.state, ScoreSheet.objects.count()) == (Audit.State.ON_SITE, 0)
    assert obstacles.clauses_unanswered(audit, None) == "尚有 2 项条款没有填写评价结果：5.1.1.2、5.2.4.5。"


def test_the_report_names_a_clause_that_lost_its_finding(organisation, team):
    """Nobody can take an answer back through the product; the obstacle guards against whatever else could."""
    audit = cases.reportable(organisation, **team)
    audit.findings.get(clause="5.3.2.4").delete()

    with pytest.raises(Obstructed) as refusal:
        perform(audit, "report", by=team["leader"])
    assert refusal.value.sentences == ["尚有 1 项条款没有填写评价结果：5.3.2.4。"]
    audit.refresh_from_db()
    assert (audit.state, audit.reported_at, ScoreSheet.objects.count()) == (Audit.State.RECTIFYING, None, 0)
    assert not audit.last_event("report")


def test_without_a_conclusion_there_is_no_report(organisation, team):
    audit = cases.rectifying(organisation, **team)
    write_report(audit, by=team["leader"], strengths="网点多。", conclusion="  ")
    with pytest.raises(Obstructed) as refusal:
        perform(audit, "report", by=team["leader"])
    assert refusal.value.sentences == ["请填写审核组结论。"]
    assert ScoreSheet.objects.count() == 0


def test_open_nonconformities_hold_the_report(organisation, team):
    audit = cases.rectifying(organisation, **team, nonconformities=["minor"])
    write_report(audit, by=team["leader"], conclusion="建议通过。")
    with pytest.raises(Obstructed) as refusal:
        perform(audit, "report", by=team["leader"])
    assert audit.nonconformities.get().reference in refusal.value.sentences[0]
    assert ScoreSheet.objects.count() == 0


def test_where_nothing_applies_there_is_no_score(organisation, team):
    audit = cases.reportable(organisation, **team)
    for finding in audit.findings.all():
        record_finding(
            audit, finding.clause, by=team["leader"], outcome="excluded", reason="无此业务。", revision=finding.revision
        )
    with pytest.raises(Obstructed) as refusal:
        perform(audit, "report", by=team["leader"])
    assert refusal.value.sentences == ["没有适用的条款，无法评分。至少应有一项条款参与评价。"]
    assert ScoreSheet.objects.count() == 0


def test_only_the_leader_submits_and_writes(organisation, team, applicant, member, manager):
    audit = cases.reportable(organisation, **team)
    for person in (team["members"][0], team["audit_manager"], applicant, member, manager):
        with pytest.raises(NotAllowed):
            perform(audit, "report", by=person)
        with pytest.raises(NotAllowed):
            write_report(audit, by=person, conclusion="别的结论。")
    audit.refresh_from_db()
    assert (audit.state, audit.conclusion, ScoreSheet.objects.count()) == ("rectifying", "建议通过认证。", 0)


def test_texts_are_journalled_with_before_and_after_and_only_when_they_change(organisation, team):
    audit = cases.on_site(organisation, **team)
    assert write_report(audit, by=team["leader"], strengths=" 网点多。 ", weaknesses="") == ["strengths"]
    assert write_report(audit, by=team["leader"], strengths="网点多。") == []
    assert write_report(audit, by=team["leader"], strengths="网点多且近。") == ["strengths"]
    journal = Event.objects.of(audit).filter(name="write_report").order_by("pk")
    assert [event.facts["changed"] for event in journal] == [
        {"strengths": {"before": "", "after": "网点多。"}},
        {"strengths": {"before": "网点多。", "after": "网点多且近。"}},
    ]
    with pytest.raises(Obstructed):
        write_report(audit, by=team["leader"], conclusion="x" * 4001)
    audit.refresh_from_db()
    assert (audit.strengths, audit.conclusion) == ("网点多且近。", "")


def test_after_the_report_its_texts_stand(organisation, team):
    audit = cases.reported(organisation, **team)
    with pytest.raises(WrongState):
        write_report(audit, by=team["leader"], conclusion="改写。")
    audit.refresh_from_db()
    assert audit.conclusion == "建议通过认证。"


def test_a_report_sent_back_adds_the_next_sheet_and_leaves_the_first_as_it_was(organisation, team):
    audit = cases.reported(organisation, **team)
    first = sheet_of(audit)
    perform(audit, "send_back", by=None, note="5.1.1.1 的证据不足。")
    assert current_result(audit).score == 100
    record_finding(audit, "5.1.1.1", by=team["leader"], outcome="not_met", remark="证据不足。", revision=1)
    assert current_result(audit).score == 98
    perform(audit, "report", by=team["leader"])

    second = sheet_of(audit)
    assert [(sheet.number, sheet.result["score"]) for sheet in audit.score_sheets.all()] == [(1, "100"), (2, "98")]
    assert (second.number, current_result(audit).score) == (2, 98)
    unchanged = ScoreSheet.objects.get(pk=first.pk)
    assert (unchanged.sha256, unchanged.content) == (first.sha256, first.content)


def test_a_frozen_sheet_is_never_saved_again(organisation, team):
    sheet = sheet_of(cases.reported(organisation, **team))
    sheet.level = "not_passed"
    with pytest.raises(TypeError):
        sheet.save()
    sheet.refresh_from_db()
    assert sheet.level == "five_star"
