"""Predicates: one fact each."""

import datetime
from types import SimpleNamespace

import pytest

from accounts import permissions as may
from accounts.actions import deactivate, leave_organisation, revoke_role
from accounts.models import Membership, User
from tests.factories import OrganisationFactory, PersonFactory
from workflow import clock

pytestmark = pytest.mark.django_db
ROLES = ("is_officer", "is_audit_manager", "is_auditor", "is_member", "is_manager")


@pytest.fixture
def case(organisation):
    return SimpleNamespace(organisation=organisation)


def holding(person, case=None):
    return {name for name in (*ROLES, "is_staff_person", "is_system") if getattr(may, name)(person, case)}


def test_each_role_holds_its_own_predicate(officer, audit_manager, auditor, member, manager, applicant, case):
    assert [holding(person) for person in (officer, audit_manager, auditor, member, manager)] == [
        {name, "is_staff_person"} for name in ROLES
    ]
    assert holding(applicant) == set()
    assert holding(None) == {"is_system"}


def test_roles_rest_while_the_account_is_closed_and_end_when_taken(officer, manager):
    revoke_role(officer, "officer", by=manager)
    assert holding(User.objects.get(pk=officer.pk)) == set()
    second = PersonFactory(roles=["officer"])
    deactivate(second, by=manager)
    assert holding(User.objects.get(pk=second.pk)) == set()


def test_members_belong_to_their_client_and_nobody_else(applicant, stranger, officer, case):
    assert [may.belongs_to_client(person, case) for person in (applicant, stranger, officer, None)] == [
        True,
        False,
        False,
        False,
    ]
    applicant.is_active = False
    assert may.belongs_to_client(applicant, case) is False


def test_whoever_belongs_or_belonged_within_two_years_has_an_interest(applicant, organisation, stranger, case):
    assert may.has_interest_in_client(applicant, case) is True
    assert may.has_interest_in_client(stranger, case) is False
    assert may.has_interest_in_client(None, case) is False
    Membership.objects.create(user=stranger, organisation=organisation)
    leave_organisation(applicant.memberships.get(), by=applicant)
    assert may.belongs_to_client(applicant, case) is False
    assert may.has_interest_in_client(applicant, case) is True
    with clock.pretend(clock.now() + datetime.timedelta(days=729)):
        assert may.has_interest_in_client(applicant, case) is True
    with clock.pretend(clock.now() + datetime.timedelta(days=732)):
        assert may.has_interest_in_client(applicant, case) is False


def test_composed_rules_keep_a_name_that_can_be_read():
    assert (may.is_officer & ~may.has_interest_in_client).name == "(is_officer & ~has_interest_in_client)"


def test_present_members_are_those_who_may_sign_in(organisation, applicant):
    gone, closed = PersonFactory(), PersonFactory(is_active=False)
    Membership.objects.create(user=gone, organisation=organisation, left_at=clock.now())
    Membership.objects.create(user=closed, organisation=organisation)
    assert list(organisation.people) == [applicant]
    assert list(OrganisationFactory().people) == []


def test_people_with_a_role_are_active_holders_of_today(officer, manager):
    second, third = PersonFactory(roles=["officer"]), PersonFactory(roles=["officer"])
    revoke_role(second, "officer", by=manager)
    deactivate(third, by=manager)
    assert list(User.objects.with_role("officer")) == [officer]
    assert set(User.objects.with_role("officer", "manager")) == {officer, manager}
