"""The pages of the editions: read by staff, approved by a manager as the standard's owner."""

import pytest

from scoring.models import Edition
from workflow.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(client_of):
    def signed_in(person):
        person.language = "en"
        person.save(update_fields=["language"])
        return client_of(person)

    return signed_in


def approve(client, edition):
    return client.post(f"/editions/{edition.pk}/approve/")


def test_every_member_of_staff_reads_and_no_applicant(
    edition, client_of, officer, audit_manager, auditor, member, manager, applicant
):
    staff = (officer, audit_manager, auditor, member, manager)
    for address in ("/editions/", f"/editions/{edition.pk}/"):
        assert {client_of(person).get(address).status_code for person in staff} == {200}
        assert client_of(applicant).get(address).status_code == 403


def test_the_page_shows_clauses_basis_rules_and_what_is_provisional(edition, english, auditor):
    page = english(auditor).get(f"/editions/{edition.pk}/").content.decode()
    assert "5.1.2.2 Share of after-sales service managers" in page
    assert "Not approved" in page
    assert "rows are provisional" in page
    assert "our default" in page
    assert edition.source_sha256 in page
    assert "Approve this edition" not in page


def test_a_manager_approves_once_and_it_is_on_record(edition, english, manager):
    client = english(manager)
    assert "Approve this edition" in client.get(f"/editions/{edition.pk}/").content.decode()
    answer = approve(client, edition)
    assert (answer.status_code, answer["Location"]) == (302, f"/editions/{edition.pk}/")
    edition.refresh_from_db()
    assert (edition.is_approved, edition.approved_by) == (True, manager)
    page = client.get(f"/editions/{edition.pk}/").content.decode()
    assert "Approve this edition" not in page
    at, events = edition.approved_at, Event.objects.count()
    approve(client, edition)
    edition.refresh_from_db()
    assert (edition.approved_at, Event.objects.count()) == (at, events)


@pytest.mark.parametrize("role", ["officer", "audit_manager", "auditor", "member", "applicant"])
def test_nobody_else_approves(edition, client_of, request, role):
    client = client_of(request.getfixturevalue(role))
    events = Event.objects.count()
    assert approve(client, edition).status_code == 403
    assert not Edition.objects.get().is_approved
    assert Event.objects.count() == events


def test_approving_by_a_link_is_not_possible(edition, client_of, manager):
    assert client_of(manager).get(f"/editions/{edition.pk}/approve/").status_code == 405
    assert client_of(manager).get("/editions/999/").status_code == 404
