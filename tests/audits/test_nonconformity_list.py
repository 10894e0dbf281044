"""The list of nonconformities: for the audit department, auditors and management."""

import datetime

import pytest

from audits import actions
from tests.audits import cases
from workflow import clock

pytestmark = pytest.mark.django_db
LIST = "/nonconformities/"


@pytest.fixture
def found(organisation, auditor, audit_manager):
    audit = cases.rectifying(organisation, leader=auditor, audit_manager=audit_manager, nonconformities=["minor"])
    return audit.nonconformities.get()


def rows(answer):
    return [row.reference for row in answer.context["page"]]


def test_who_reads_it(found, audit_manager, auditor, manager, officer, member, applicant, client_of):
    people = (audit_manager, auditor, manager, officer, member, applicant)
    assert [client_of(person).get(LIST).status_code for person in people] == [200, 200, 200, 403, 403, 403]


def test_an_auditor_finds_only_those_of_own_audits(found, auditor, other_auditor, client_of):
    assert rows(client_of(auditor).get(LIST)) == [found.reference]
    assert rows(client_of(other_auditor).get(LIST)) == []


def test_kind_mover_and_deadline_narrow(found, audit_manager, client_of):
    client = client_of(audit_manager)
    assert rows(client.get(LIST, {"kind": "minor", "next": "client", "state": "open"})) == [found.reference]
    assert rows(client.get(LIST, {"kind": "major"})) == rows(client.get(LIST, {"next": "ours"})) == []
    assert rows(client.get(LIST, {"due": "late"})) == []
    type(found).objects.update(deadline=clock.today() - datetime.timedelta(days=1))
    assert rows(client.get(LIST, {"due": "late"})) == [found.reference]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_as_many_queries_for_three_as_for_one(
    count, organisation, auditor, audit_manager, client_of, django_assert_num_queries
):
    audit = cases.rectifying(organisation, leader=auditor, audit_manager=audit_manager, nonconformities=["minor"])
    for _ in range(count - 1):
        actions.raise_nonconformity(audit, by=auditor, kind="minor", clause="5.1.1.1", text="又一处。")
    client = client_of(audit_manager)
    with django_assert_num_queries(5):  # session, person, roles, count, rows
        answer = client.get(LIST)
    assert len(rows(answer)) == count


def test_until_the_closing_meeting_the_team_has_the_move(found, audit_manager, client_of):
    type(found).objects.update(deadline=None)
    found.refresh_from_db()
    assert found.mover == "team"
    client = client_of(audit_manager)
    assert rows(client.get(LIST, {"next": "ours"})) == [found.reference]
    assert rows(client.get(LIST, {"next": "client"})) == []
