"""The list of audits tells score and level to those alone who read the report."""

import pytest

from accounts.actions import declare_interest
from audits.permissions import reads_report
from audits.queries.lists import audits_listed
from tests.audits import cases
from tests.factories import PersonFactory
from workflow.engine import perform

pytestmark = pytest.mark.django_db
SCORE, LEVEL = "97.36", "five_star"


@pytest.fixture
def reported(organisation):
    return cases.reported(organisation)


def told(user, audit):
    """(score, level) of the row, or None where the person has no such row."""
    row = audits_listed(user).filter(pk=audit.pk).first()
    return row and (row.score, row.level)


def test_before_the_decision_those_read_the_result_who_read_the_report(
    reported, applicant, officer, audit_manager, member, manager, auditor
):
    interested = PersonFactory(name="有利益", email="interested@example.org", roles=["audit_manager", "member"])
    declare_interest(interested, reported.organisation, kind="employment", note="去年任职。")
    people = {officer: False, applicant: False, interested: False}
    people |= dict.fromkeys((audit_manager, member, manager, cases.leader_of(reported)), True)
    sheet = reported.score_sheets.get()
    for person, reads in people.items():
        assert reads_report(person, reported) is reads, person
        assert told(person, reported) == ((sheet.result["score"], sheet.level) if reads else (None, None)), person


def test_the_level_cannot_be_guessed_by_narrowing(reported, applicant, officer, manager, client_of):
    level = reported.score_sheets.get().level
    for person, rows in ((applicant, 1), (officer, 0), (manager, 1)):
        for asked in (level, "qualified"):
            answer = client_of(person).get("/audits/", {"level": asked})
            found = answer.content.decode().count(f'href="{reported.get_absolute_url()}"')
            assert bool(found) is bool(rows and (person == applicant or asked == level)), (person, asked)


def test_a_report_sent_back_is_no_result(reported, manager):
    perform(reported, "send_back", by=None, note="补充抽样。")
    assert told(manager, reported) == (None, None)
