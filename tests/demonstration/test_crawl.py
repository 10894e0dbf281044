"""Every address of the product as every role and as nobody: nothing breaks, and nothing hidden leaks."""

import html
import sqlite3

import pytest

from tests.architecture.test_doors import OPEN_TO_STRANGERS
from tests.demonstration.conftest import CLIENTS, STAFF
from tests.demonstration.visitor import Visitor

pytestmark = [pytest.mark.demonstration]
PUBLIC = ("/verify/", "/register/", "/api/v1/certificates/")  # the register names every holder
# What is written for colleagues only: (table, column) of texts that no client and no stranger ever reads.
INTERNAL = (
    ("certificates_vote", "reason"),
    ("applications_clauseevaluation", "note"),
    ("applications_paperverdict", "note"),
    ("applications_conditionverdict", "note"),
    ("applications_effort", "days_reason"),
)


def column(database, query, *values):
    with sqlite3.connect(database) as connection:
        return {text for (text,) in connection.execute(query, values) if text}


def internal_texts(database):
    texts = set()
    for table, name in INTERNAL:
        texts |= column(database, f"select distinct {name} from {table}")  # noqa: S608
    return texts


def undecided_findings(database):
    """Remarks of findings of audits whose visit is not over."""
    return column(
        database,
        "select distinct f.remark from audits_finding f join audits_audit a on a.id = f.audit_id where a.state = 'on_site'",
    )


def messages_of_others(database, person=""):
    """What was written in the cases of organisations that the person does not belong to."""
    return column(
        database,
        "select x.text from applications_message x join applications_application a on a.id = x.application_id "
        "where a.organisation_id not in (select m.organisation_id from accounts_membership m "
        "join accounts_user u on u.id = m.user_id where u.email = ?)",
        f"{person}@demo.example",
    )


def leaks(found, texts, *, but=()):
    """(address, text) wherever one of the texts stands on a page."""
    return [
        (answer.address, text)
        for answer in found
        if not answer.address.startswith(but)
        for text in texts
        if text in html.unescape(answer.text)
    ]


def broken(found):
    return [(answer.address, answer.status) for answer in found if answer.status >= 500]


@pytest.mark.parametrize("person", STAFF)
def test_nothing_breaks_for_staff(crawl, person):
    found = crawl(person)
    assert broken(found) == []
    assert sum(answer.status == 200 for answer in found) > 60


@pytest.mark.parametrize("person", CLIENTS)
def test_a_client_reads_nothing_of_others_and_nothing_internal(demonstration, crawl, person):
    found = crawl(person)
    assert broken(found) == []
    others = column(
        demonstration.database,
        "select name from accounts_organisation where id not in (select m.organisation_id from accounts_membership m "
        "join accounts_user u on u.id = m.user_id where u.email = ?)",
        f"{person}@demo.example",
    )
    assert len(others) == 29
    assert leaks(found, others, but=PUBLIC) == []
    assert leaks(found, internal_texts(demonstration.database)) == []
    assert leaks(found, undecided_findings(demonstration.database)) == []
    assert messages_of_others(demonstration.database, person)
    assert leaks(found, messages_of_others(demonstration.database, person)) == []


def test_a_member_of_the_committee_reads_no_messages(demonstration, crawl):
    texts = messages_of_others(demonstration.database)
    assert len(texts) == 5
    assert leaks(crawl("member4"), texts) == []
    assert leaks(crawl("officer"), texts) != []


def test_a_stranger_meets_the_doors_and_the_public_register_only(demonstration, crawl):
    found = crawl("")
    assert broken(found) == []
    closed = [answer for answer in found if not answer.address.startswith(OPEN_TO_STRANGERS["prefixes"])]
    shown = {answer.address for answer in closed if answer.status == 200}
    assert shown <= {"/", "/register/", "/robots.txt", "/sitemap.xml", "/healthz", "/api/schema/"}
    names = column(demonstration.database, "select name from accounts_organisation")
    assert leaks(found, names, but=PUBLIC) == []
    assert leaks(found, internal_texts(demonstration.database) | undecided_findings(demonstration.database)) == []
    assert leaks(found, messages_of_others(demonstration.database)) == []


def test_nothing_breaks_in_passing_situations(visited):
    assert broken(visited.values()) == []


def test_who_has_not_voted_reads_no_position_in_the_open_round(demonstration, password):
    """Two voted in the round of the demonstration that is open; the fourth member did not."""
    [reference] = column(demonstration.database, "select reference from certificates_decision where state = 'open'")
    reasons = column(
        demonstration.database,
        "select v.reason from certificates_vote v join certificates_decision d on d.id = v.decision_id where d.state = 'open'",
    )
    assert reasons
    pages = ["/home/", "/dashboard/", "/dashboard/decisions/", f"/dashboard/decisions/{reference}/"]
    fresh = Visitor(demonstration.url, "member4@demo.example").sign_in(password)
    assert leaks([fresh.get(page) for page in pages], reasons) == []
    voter = Visitor(demonstration.url, "member1@demo.example").sign_in(password)
    assert leaks([voter.get(pages[-1])], reasons) != []
