"""Several auditors at once: real processes on PostgreSQL."""

import pytest

from audits.actions import record_finding
from audits.actions.findings import StaleFinding
from audits.models import Audit, Finding
from audits.queries import sheet_of
from scoring.queries import scored_clauses
from tests.audits import cases
from tests.processes import in_processes
from workflow.engine import perform
from workflow.machine import WrongState
from workflow.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_four_processes_answer_different_clauses_and_all_answers_are_kept(
    organisation,
    auditor,
    other_auditor,
    audit_manager,
):
    audit = cases.on_site(organisation, leader=auditor, members=[other_auditor], audit_manager=audit_manager)
    codes = list(scored_clauses(audit.edition).values_list("code", flat=True))
    people = (auditor, other_auditor, auditor, other_auditor)

    def answer(number):
        for code in codes[number::4]:
            record_finding(audit, code, by=people[number], outcome="not_met", remark=f"进程 {number}")
        return len(codes[number::4])

    assert in_processes(4, answer) == [12, 12, 12, 11]
    kept = {finding.clause: (finding.remark, finding.by, finding.revision) for finding in audit.findings.all()}
    assert kept == {code: (f"进程 {at % 4}", people[at % 4], 1) for at, code in enumerate(codes)}
    assert Event.objects.of(audit).filter(name="record_finding").count() == 47


def test_of_four_who_answer_the_same_clause_one_is_kept_and_three_are_shown_it(
    organisation,
    auditor,
    other_auditor,
    audit_manager,
):
    audit = cases.on_site(organisation, leader=auditor, members=[other_auditor], audit_manager=audit_manager)

    def answer(number):
        try:
            return record_finding(audit, "5.1.1.1", by=auditor, outcome="met", remark=f"进程 {number}").remark
        except StaleFinding as stale:
            return [stale.current.remark]

    answers = in_processes(4, answer)
    kept = Finding.objects.get()
    assert sorted(answers, key=str) == sorted([kept.remark, *[[kept.remark]] * 3], key=str)
    assert Event.objects.of(audit).filter(name="record_finding").count() == 1


def test_an_answer_that_races_with_the_report_is_in_the_sheet_or_refused(
    organisation,
    auditor,
    audit_manager,
):
    audit = cases.reportable(organisation, leader=auditor, audit_manager=audit_manager)

    def work(number):
        case = Audit.objects.get(pk=audit.pk)
        if number == 0:
            return perform(case, "report", by=auditor).facts["score"]
        try:
            record_finding(case, "5.1.1.1", by=auditor, outcome="not_met", remark="最后一刻。", revision=1)
        except WrongState:
            return "refused"
        return "written"

    score, outcome = in_processes(2, work)
    standing = Finding.objects.get(audit=audit, clause="5.1.1.1").outcome
    assert (score, outcome, standing) in {("100", "refused", "met"), ("98", "written", "not_met")}
    assert sheet_of(audit).sheet["findings"]["5.1.1.1"] == {"outcome": standing}
