"""Quorum and majority as reference data."""

import pytest

from certificates.models import CommitteeRules

pytestmark = pytest.mark.django_db
PAGE = "/admin/certificates/committeerules/1/change/"


def save(client, quorum, numerator, denominator):
    facts = {"quorum": quorum, "majority_numerator": numerator, "majority_denominator": denominator}
    return client.post(PAGE, facts)


def test_a_manager_changes_the_rules(manager, client_of):
    client = client_of(manager)
    assert client.get("/admin/certificates/committeerules/").status_code == 200
    assert save(client, 5, 3, 4).status_code == 302
    rules = CommitteeRules.current()
    assert (rules.quorum, rules.majority_numerator, rules.majority_denominator) == (5, 3, 4)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((0, 2, 3), "Enter a whole number from 1 to 99."),
        ((100, 2, 3), "Enter a whole number from 1 to 99."),
        ((3, 4, 3), "4 out of 3 can never be reached. Give at most 3."),
        ((3, 1, 2), "With half of the votes or fewer, opposite positions could carry at once."),
        ((3, 1, 0), "Enter a whole number from 1 to 99."),
    ],
)
def test_rules_that_make_no_sense_are_refused_with_a_sentence(manager, client_of, given, sentence):
    type(manager).objects.update(language="en")
    client = client_of(manager)
    client.get("/admin/certificates/committeerules/")
    answer = save(client, *given)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert str(CommitteeRules.current()) == "3; 2/3"


def test_nothing_is_added_or_deleted_and_nobody_else_enters(manager, member, officer, client_of):
    client = client_of(manager)
    client.get("/admin/certificates/committeerules/")
    assert client.get("/admin/certificates/committeerules/add/").status_code == 403
    assert client.post("/admin/certificates/committeerules/1/delete/", {"post": "yes"}).status_code == 403
    assert CommitteeRules.objects.count() == 1
    for person in (member, officer):
        assert save(client_of(person), 1, 1, 1).status_code in {302, 403}
    assert str(CommitteeRules.current()) == "3; 2/3"
