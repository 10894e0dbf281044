"""The cast of the suite is what its names promise."""

from django.test import Client

from accounts.roles import Role


def test_each_of_the_cast_holds_the_role_of_its_name(applicant, officer, audit_manager, auditor, members, manager):
    assert applicant.roles == frozenset()
    assert officer.roles == {Role.OFFICER}
    assert audit_manager.roles == {Role.AUDIT_MANAGER}
    assert auditor.roles == {Role.AUDITOR}
    assert [person.roles for person in members] == [{Role.MEMBER}] * 3
    assert manager.roles == {Role.MANAGER}


def test_applicant_and_stranger_belong_to_different_organisations(applicant, organisation, stranger):
    assert list(applicant.organisations) == [organisation]
    assert not stranger.belongs_to(organisation)
    assert stranger.organisations.count() == 1


def test_client_of_signs_in(client_of, officer):
    assert isinstance(client_of(officer), Client)
    assert client_of(officer).session["_auth_user_id"] == str(officer.pk)
