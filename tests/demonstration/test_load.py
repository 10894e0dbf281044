"""`manage.py prepare` on an empty database, again, and where it must not."""

import sqlite3

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts.models import User
from certify.demonstration.cast import STAFF
from certify.demonstration.companies import companies
from certify.demonstration.load import load_demonstration
from tests.demonstration.conftest import manage
from workflow.registry import machines

pytestmark = [pytest.mark.demonstration]


def rows(database, query):
    with sqlite3.connect(database) as connection:
        return connection.execute(query).fetchall()


def dump(database):
    with sqlite3.connect(database) as connection:
        return list(connection.iterdump())


def test_thirty_companies_stand_in_every_state_of_every_lifecycle(demonstration):
    named = {company.name for company in companies()}
    assert len(named) == 30
    assert {name for (name,) in rows(demonstration.database, "select name from accounts_organisation")} == named
    for machine, model in machines():
        found = rows(demonstration.database, f"select distinct state from {model._meta.db_table}")  # noqa: S608
        assert {state for (state,) in found} == {state.name for state in machine.states}, machine.name


def test_letters_go_to_invented_addresses_only(demonstration):
    addresses = [email for (email,) in rows(demonstration.database, "select email from accounts_user")]
    assert len(addresses) == len(STAFF) + 30
    assert {address.rpartition(".")[2] for address in addresses} == {"example"}


def test_the_sign_ins_are_written_down_and_lead_in(demonstration, password):
    text = (demonstration.folder / "demo-sign-ins.txt").read_text(encoding="utf-8")
    assert text.startswith(f"password 密码: {password}\n")
    assert all(f"  {person.email}" in text for person in STAFF)
    assert "10 of 30 companies" in demonstration.output


def test_a_second_run_changes_nothing(demonstration):
    before = dump(demonstration.database)
    again = manage(demonstration.house.environment, "prepare")
    assert again.returncode == 0, again.stderr
    assert "demonstration" not in again.stdout
    assert dump(demonstration.database) == before


@pytest.mark.django_db
@pytest.mark.parametrize(("production", "demonstrating"), [(True, True), (False, False), (True, False)])
def test_it_is_refused_outside_demonstration_mode(settings, production, demonstrating):
    settings.PRODUCTION, settings.DEMONSTRATION = production, demonstrating
    with pytest.raises(ImproperlyConfigured, match="demonstration mode only"):
        load_demonstration()
    assert not User.objects.exists()
