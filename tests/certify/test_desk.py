"""The desk of the staff: one table of what waits, the most urgent first, narrowed by the address."""

import datetime

import pytest
from django.utils import timezone
from django.utils.translation import override

from accounts.actions import declare_interest, revoke_role
from applications.actions import write_message
from certificates.queries import decisions_awaiting_grant, tally
from certify.desk import desk_of
from certify.worklists import number_waiting_for, worklists_of
from tests.applications import cases as applications
from tests.audits import cases as audits
from tests.certificates import cases as certificates
from tests.factories import OrganisationFactory, PersonFactory
from workflow import clock

pytestmark = pytest.mark.django_db


def company():
    return OrganisationFactory(members=[PersonFactory()])


def in_english(person):
    person.language = "en"
    person.save(update_fields=["language"])
    return person


@pytest.fixture
def dated(organisation):
    """Submitted 30, 3 and 0 days ago, in another order; the aim is five days."""
    found = {}
    for days in (3, 30, 0):
        with clock.pretend(timezone.now() - datetime.timedelta(days=days)):
            found[days] = applications.submitted(organisation)
    return found


def shown(desk):
    return {each.key: [item.reference for item in each.items] for each in desk.groups}


def test_the_most_urgent_stands_first_and_the_aim_is_said_to_be_one(dated, officer):
    [review] = [each for each in worklists_of(officer) if each.items]
    assert [item.reference for item in review.items] == [dated[days].reference for days in (30, 3, 0)]
    assert [item.is_late for item in review.items] == [True, False, False]
    assert {item.is_aim for item in review.items} == {True}
    assert review.items[0].due == clock.today() - datetime.timedelta(days=25)


def test_the_line_at_the_top_says_the_most_pressing(dated, officer):
    since = clock.today() - datetime.timedelta(days=30)
    with override("en"):
        words = desk_of(officer, {}).summary
    assert words == (
        f"3 cases wait for you; 1 is late; the oldest has waited since {since.day} {since:%B} {since.year}."
    )


def test_the_address_narrows_and_an_unknown_choice_does_not(dated, officer):
    late, soon = dated[30].reference, [dated[3].reference, dated[0].reference]
    assert shown(desk_of(officer, {"show": "late"})) == {"review": [late]}
    assert shown(desk_of(officer, {"show": "week"})) == {"review": soon}
    assert shown(desk_of(officer, {"kind": "review"})) == {"review": [late, *soon]}
    assert shown(desk_of(officer, {"show": "x", "kind": "carpet"})) == {"review": [late, *soon]}
    assert number_waiting_for(officer) == 3


def test_the_page_is_one_table_with_a_heading_for_each_kind(dated, officer, client_of):
    page = client_of(in_english(officer)).get("/home/").content.decode()
    assert page.count("<table") == 1
    assert page.count('<th scope="rowgroup" colspan="6">Applications to review') == 1
    assert page.count('class="is-late"') == 1
    assert "25 days past the aim" in page
    assert f'href="{dated[30].get_absolute_url()}"' in page
    narrowed = client_of(officer).get("/home/", {"show": "late"}).content.decode()
    assert dated[3].reference not in narrowed
    assert 'href="/home/">Show everything' in narrowed


def test_a_message_has_no_day_by_which_it_is_due(organisation, applicant, officer):
    """Our aims count the states of the case, not the days since somebody wrote."""
    with clock.pretend(timezone.now() - datetime.timedelta(days=30)):
        application = applications.submitted(organisation)
        write_message(application, "几时答复？", by=applicant)
    lists = {each.key: each.items for each in worklists_of(officer)}
    assert [(item.reference, item.due, item.is_late) for item in lists["messages"]] == [
        (application.reference, None, False)
    ]
    assert [item.is_late for item in lists["review"]] == [True]


def test_nothing_of_a_kind_leads_back_to_everything(organisation, officer, client_of):
    applications.submitted(organisation)
    page = client_of(in_english(officer)).get("/home/", {"show": "late"}).content.decode()
    assert "Nothing of this kind waits" in page


def test_the_door_says_how_much_waits(dated, officer, manager, applicant, client_of):
    client = client_of(in_english(officer))
    assert 'hx-get="/home/waiting/"' in client.get("/applications/").content.decode()
    assert "(3 cases wait)" in client.get("/home/waiting/").content.decode()
    assert client_of(manager).get("/home/waiting/").content.decode().strip() == ""
    assert client_of(applicant).get("/home/waiting/").content.decode().strip() == ""


@pytest.mark.parametrize("count", [1, 3])
def test_the_work_of_the_committee_takes_as_many_queries_for_one_case_as_for_three(
    count, members, manager, auditor, audit_manager, officer, django_assert_num_queries
):
    house = {"leader": auditor, "audit_manager": audit_manager, "officer": officer}
    for _ in range(count):
        audits.reported(company(), **house)
        certificates.opened(company(), members=members, **house)
        certificates.voted(company(), members=members, **house)
    warm = type(manager).objects.get(pk=manager.pk)
    worklists_of(warm)
    for person, lists, queries in (
        (members[0], {"take_up": count, "vote": count}, 3),
        (manager, {"take_up": count, "grant": count}, 9),
    ):
        reader = type(person).objects.get(pk=person.pk)
        with django_assert_num_queries(queries):
            found = worklists_of(reader)
        assert {each.key: len(each.items) for each in found} == lists


def test_the_quorum_counts_the_votes_that_the_tally_counts(members, manager, organisation):
    full, short = certificates.voted(organisation, members=members), certificates.voted(company(), members=members)
    assert decisions_awaiting_grant() == [full, short]
    declare_interest(members[0], organisation, by=members[0], kind="relative", note="近亲属。", until=None)
    assert [bool(tally(decision).missing) for decision in (full, short)] == [True, False]
    assert decisions_awaiting_grant() == [short]
    revoke_role(members[1], "member", by=manager)
    assert tally(short).missing == 1
    assert decisions_awaiting_grant() == []
