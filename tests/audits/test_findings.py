"""Recording what was found about a clause: who may, when, what adds up, and what happens to two answers at once."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from audits.actions import attach_evidence, record_finding, remove_evidence, replace
from audits.actions.findings import FindingRefused, StaleFinding
from audits.models import Evidence, Finding, TeamMember
from audits.queries import clause_table, scoring_board
from files.intake import FileRefused
from files.models import StoredFile
from scoring.rules import Level
from tests.applications import cases as applications
from tests.audits import cases
from tests.factories import AuditorFactory, PersonFactory
from workflow.machine import NotAllowed, Obstructed, WrongState
from workflow.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def audit(organisation, auditor, other_auditor, audit_manager):
    return cases.on_site(organisation, leader=auditor, members=[other_auditor], audit_manager=audit_manager)


def written(audit):
    """All findings as plain values, and how often the journal speaks of one."""
    rows = audit.findings.values_list("clause", "outcome", "drawn", "failed", "reason", "remark", "revision")
    return list(rows), Event.objects.of(audit).filter(name="record_finding").count()


def test_an_answer_is_kept_with_its_person_moment_and_journal_row(audit, auditor):
    finding = record_finding(audit, "5.1.1.1", by=auditor, outcome="met", remark=" 查看了组织架构图。 ")

    assert written(audit) == ([("5.1.1.1", "met", None, None, "", "查看了组织架构图。", 1)], 1)
    assert (finding.by, finding.at.date()) == (auditor, datetime.datetime.now(datetime.UTC).date())
    event = audit.last_event("record_finding")
    assert (event.actor, event.facts) == (
        auditor,
        {
            "clause": "5.1.1.1",
            "revision": 1,
            "before": None,
            "after": {"outcome": "met", "drawn": None, "failed": None, "reason": "", "remark": "查看了组织架构图。"},
        },
    )


def test_a_changed_answer_journals_what_stood_there_before(audit, auditor, other_auditor):
    record_finding(audit, "5.1.2.2", by=auditor, outcome="met")
    record_finding(audit, "5.1.2.2", by=other_auditor, outcome="sampled", drawn=20, failed=3, revision=1)

    assert written(audit) == ([("5.1.2.2", "sampled", 20, 3, "", "", 2)], 2)
    facts = audit.last_event("record_finding").facts
    assert facts["before"] == {"outcome": "met", "drawn": None, "failed": None, "reason": "", "remark": ""}
    assert facts["after"] == {"outcome": "sampled", "drawn": 20, "failed": 3, "reason": "", "remark": ""}


def test_points_follow_from_the_outcome(audit, auditor):
    record_finding(audit, "5.1.2.2", by=auditor, outcome="sampled", drawn=20, failed=3)
    record_finding(audit, "5.1.4.1", by=auditor, outcome="not_met", remark="没有服务手册。")
    record_finding(audit, "5.1.4.2", by=auditor, outcome="met")
    record_finding(audit, "5.2.3.3", by=auditor, outcome="excluded", reason="不需要安装。")

    lines = {line.clause: line for line in clause_table(audit)}
    assert [
        (code, lines[code].points, lines[code].earned, lines[code].lost, lines[code].why)
        for code in ("5.1.2.2", "5.1.4.1", "5.1.4.2", "5.2.3.3", "5.3.2.4")
    ] == [
        ("5.1.2.2", "5", "4.25", "0.75", "抽样 20 件，其中 3 件不符合。"),
        ("5.1.4.1", "4", "0", "4", "不符合：扣除该条款的全部分值。"),
        ("5.1.4.2", "2", "2", "", ""),
        ("5.2.3.3", "2", "", "", "不适用：不需要安装。"),
        ("5.3.2.4", "3", "", "", ""),
    ]
    assert len(lines) == 47
    board = scoring_board(audit)
    # 6.25 of 11 applicable points; the other 43 clauses carry 87 points.
    assert (board.score, board.level, board.open) == ("56.81", Level.NOT_PASSED, "87")
    assert (board.running.answered, len(board.running.unanswered)) == (4, 43)
    assert board.best == "95.15"  # (6.25 + 87) / 98
    assert [line.clause for line in board.unexplained] == ["5.1.2.2"]


def test_a_stale_answer_is_refused_with_the_standing_one_and_overwrites_nothing(audit, auditor, other_auditor):
    record_finding(audit, "5.1.1.1", by=auditor, outcome="met", remark="齐全。")

    for revision in (None, 0, 2):
        with pytest.raises(StaleFinding) as refusal:
            record_finding(audit, "5.1.1.1", by=other_auditor, outcome="not_met", revision=revision)
        assert (refusal.value.current.outcome, refusal.value.current.remark) == ("met", "齐全。")
        assert refusal.value.sentences == [
            "吴审查在此期间已填写条款 5.1.1.1（符合 · 齐全。）。未覆盖任何内容，请选择以哪一个为准。"
        ]
    assert written(audit) == ([("5.1.1.1", "met", None, None, "", "齐全。", 1)], 1)


def test_the_same_answer_again_changes_nothing_even_when_its_receipt_was_lost(audit, auditor):
    first = record_finding(audit, "5.1.1.1", by=auditor, outcome="not_met", remark="无。")
    again = record_finding(audit, "5.1.1.1", by=auditor, outcome="not_met", remark="无。", revision=None)

    assert (again.pk, again.revision, again.at) == (first.pk, 1, first.at)
    assert written(audit) == ([("5.1.1.1", "not_met", None, None, "", "无。", 1)], 1)


DOES_NOT_ADD_UP = [
    ({"outcome": "splendid"}, "outcome"),
    ({"outcome": ""}, "outcome"),
    ({"outcome": "sampled"}, "drawn"),
    ({"outcome": "sampled", "drawn": 0, "failed": 0}, "drawn"),
    ({"outcome": "sampled", "drawn": -3, "failed": 0}, "drawn"),
    ({"outcome": "sampled", "drawn": 1_000_001, "failed": 0}, "drawn"),
    ({"outcome": "sampled", "drawn": True, "failed": 0}, "drawn"),
    ({"outcome": "sampled", "drawn": 5}, "failed"),
    ({"outcome": "sampled", "drawn": 5, "failed": -1}, "failed"),
    ({"outcome": "sampled", "drawn": 5, "failed": 6}, "failed"),
    ({"outcome": "met", "drawn": 5, "failed": 0}, "drawn"),
    ({"outcome": "excluded"}, "reason"),
    ({"outcome": "excluded", "reason": "   "}, "reason"),
    ({"outcome": "excluded", "reason": "x" * 501}, "reason"),
    ({"outcome": "met", "reason": "因为"}, "reason"),
    ({"outcome": "met", "remark": "x" * 4001}, "remark"),
    ({"outcome": "met", "remark": "a\x00b"}, "remark"),
]


def test_an_answer_that_does_not_add_up_is_refused_by_field_and_not_written(audit, auditor):
    for answer, field in DOES_NOT_ADD_UP:
        with pytest.raises(FindingRefused) as refusal:
            record_finding(audit, "5.1.1.1", by=auditor, **answer)
        assert list(refusal.value.errors) == [field], answer
        assert written(audit) == ([], 0)


NOT_SCORED = ["5.1", "5.1.1", "5.1.3.2a", "9.9.9.9", ""]


def test_only_scored_clauses_of_the_edition_are_answered(audit, auditor):
    for clause in NOT_SCORED:
        with pytest.raises(Obstructed):
            record_finding(audit, clause, by=auditor, outcome="met")
        assert written(audit) == ([], 0)


def test_only_declared_auditors_of_the_present_team_write_findings(
    audit, applicant, officer, audit_manager, member, manager, auditor, other_auditor
):
    outsider = AuditorFactory()
    newcomer = AuditorFactory()
    expert = PersonFactory(roles=["auditor"], grade="expert")
    cases.actions.appoint(audit, newcomer, by=audit_manager, duty=TeamMember.Duty.MEMBER)
    cases.actions.appoint(audit, expert, by=audit_manager, duty=TeamMember.Duty.EXPERT)
    cases.actions.declare(audit, by=expert)
    cases.actions.declare(audit, by=other_auditor, kind="relative", explanation="弟弟在该公司工作。")

    for person in (applicant, officer, audit_manager, member, manager, outsider, newcomer, expert, other_auditor):
        with pytest.raises(NotAllowed):
            record_finding(audit, "5.1.1.1", by=person, outcome="met")
        with pytest.raises(NotAllowed):
            attach_evidence(audit, "5.1.1.1", applications.png(), by=person)
    assert written(audit) == ([], 0)
    assert not Evidence.objects.exists()


def test_someone_taken_off_the_team_writes_no_more(audit, auditor, other_auditor, audit_manager):
    record_finding(audit, "5.1.1.1", by=other_auditor, outcome="met")
    replace(audit.current_team.get(user=other_auditor), by=audit_manager, reason="生病。")

    with pytest.raises(NotAllowed):
        record_finding(audit, "5.1.1.2", by=other_auditor, outcome="met")
    assert written(audit) == ([("5.1.1.1", "met", None, None, "", "", 1)], 1)


def test_findings_are_written_between_the_opening_meeting_and_the_report(organisation, auditor, audit_manager):
    audit = cases.planned(organisation, leader=auditor, audit_manager=audit_manager)
    with pytest.raises(WrongState):
        record_finding(audit, "5.1.1.1", by=auditor, outcome="met")
    assert written(audit) == ([], 0)


def test_after_the_report_nothing_changes_any_more(organisation, auditor, audit_manager):
    audit = cases.reported(organisation, leader=auditor, audit_manager=audit_manager)
    before = written(audit)
    assert len(before[0]) == 47

    with pytest.raises(WrongState):
        record_finding(audit, "5.1.1.1", by=auditor, outcome="not_met", revision=1)
    with pytest.raises(WrongState):
        attach_evidence(audit, "5.1.1.1", applications.png(), by=auditor)
    assert written(audit) == before


def test_evidence_is_kept_by_clause_and_its_removal_stays_in_the_record(audit, auditor):
    photo = attach_evidence(audit, "5.1.1.1", applications.png("现场.png"), by=auditor)
    paper = attach_evidence(audit, "5.1.1.1", applications.pdf("制度.pdf"), by=auditor)
    remove_evidence(paper, by=auditor)
    remove_evidence(paper, by=auditor)

    line = clause_table(audit)[0]
    assert (line.clause, [each.stored.name for each in line.evidence]) == ("5.1.1.1", ["现场.png"])
    assert line.evidence[0].pk == photo.pk
    names = ("add_evidence", "remove_evidence")
    journal = Event.objects.of(audit).filter(name__in=names).order_by("pk")
    assert [(event.name, event.facts["file"]) for event in journal] == [
        ("add_evidence", "现场.png"),
        ("add_evidence", "制度.pdf"),
        ("remove_evidence", "制度.pdf"),
    ]
    assert StoredFile.objects.filter(name="制度.pdf").exists()


def test_a_file_that_is_not_what_it_says_is_no_evidence(audit, auditor):
    stored = StoredFile.objects.count()
    with pytest.raises(FileRefused):
        attach_evidence(audit, "5.1.1.1", SimpleUploadedFile("photo.png", b"MZ not a picture"), by=auditor)
    with pytest.raises(Obstructed):
        attach_evidence(audit, "5.1.1", applications.png(), by=auditor)
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, stored)
    assert not Event.objects.of(audit).filter(name="add_evidence").exists()


def test_the_database_itself_refuses_samples_that_do_not_add_up(audit, auditor):
    for wrong in (
        {"outcome": "sampled", "drawn": 3, "failed": 4},
        {"outcome": "sampled"},
        {"outcome": "met", "drawn": 1, "failed": 0},
        {"outcome": "excluded"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.create(audit=audit, clause="5.1.1.1", by=auditor, **wrong)
