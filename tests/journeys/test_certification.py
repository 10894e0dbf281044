"""From sign-up to a certificate that a stranger verifies: every department does its part, all through pages."""

import hashlib
import re

import pytest

from tests.factories import AuditorFactory, PersonFactory
from tests.journeys import outside
from tests.journeys import steps_of_applicant as applicant
from tests.journeys import steps_of_committee as committee
from tests.journeys import steps_of_staff as staff
from tests.journeys.keyboard import KeyboardPerson
from tests.journeys.phone import PhonePerson

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.redis]
COMPANY = applicant.ORGANISATION["Name of the organisation"]
UNCLEAR, QUESTION, ANSWER = "5.1.3.1", "请提供售后服务专项资金近一年的使用记录。", "见附件台账。"
LEVELS = ("Qualified", "Three-star", "Four-star", "Five-star")
REASONS = ("计分可复核，同意发证。", "证据充分，同意发证。", "整改有效，同意发证。")
# 98 points apply, 0.6 are lost in the sample (4 × 3/20) and 1 with the loan unit; one special deduction.
RESULT = {
    "earned": "96.4",
    "applicable": "98",
    "base": "98.36",
    "special_deductions": 1,
    "bonus": 0,
    "score": "97.36",
    "score_exact": "4771/49",
    "level": "five_star",
}


@pytest.fixture
def cast(edition, house):
    """The staff; the applicant arrives by herself."""
    members = enumerate(("冯评审", "蒋评审", "沈评审"), start=1)
    return {
        "officer": PersonFactory(name="陈市场", email="officer@example.org", roles=["officer"]),
        "planner": PersonFactory(name="周审核", email="planner@example.org", roles=["audit_manager"]),
        "leader": AuditorFactory(name="吴组长", email="leader@example.org"),
        "auditor": AuditorFactory(name="郑审查", email="auditor@example.org"),
        "members": [
            PersonFactory(name=name, email=f"member{number}@example.org", roles=["member"]) for number, name in members
        ],
        "manager": PersonFactory(name="韩经理", email="manager@example.org", roles=["manager"]),
    }


# A mouse is no third way: it presses what a finger presses, and needs less than the keys do.
@pytest.mark.parametrize("manner", [KeyboardPerson, PhonePerson], ids=["keyboard", "phone"], indirect=True)
def test_a_company_comes_to_its_certificate(cast, somebody, sign_in, letterbox, tmp_path):
    manager = sign_in(cast["manager"])
    committee.approve_edition(manager)

    client = somebody("王小明", email="wang@example.org")
    applicant.sign_up(client, letterbox)
    applicant.register_organisation(client)
    reference = apply(client)
    review(sign_in(cast["officer"], language="en"))
    client.open(letterbox.link(client.email, f"/applications/{reference}/"))
    applicant.accept_agreement(client, reference)

    planner, leader, auditor = (sign_in(cast[key]) for key in ("planner", "leader", "auditor"))
    evaluate_documents(planner, client, reference)
    audit = plan(planner, leader, auditor)
    client.open(letterbox.link(client.email, f"/audits/{audit}/"))
    applicant.agree_to_plan(client)

    visit(leader, audit, client)
    rectify(client, auditor, letterbox, audit)
    sheet = staff.submit_report(leader, audit)
    assert outside.evaluate(sheet, tmp_path) == RESULT

    members = [sign_in(each) for each in cast["members"]]
    number = decide(members, manager)
    client.open(letterbox.link(client.email, "/certificates/"))
    client.is_at(f"/certificates/{number}/")
    certificate = committee.download_sealed(client, number)
    read(certificate, number, tmp_path)
    check_as_a_stranger(somebody("过路人"), number, certificate)


# --- chapters ---------------------------------------------------------------------------------------------------------


def apply(client):
    reference = applicant.start_application(client)
    applicant.answer_every_topic(client)
    applicant.offer_a_disguised_file(client)
    names = applicant.upload_papers(client)
    assert {name.rpartition(".")[2] for name in names} == {"png", "pdf"}
    applicant.check_and_submit(client, reference)
    return reference


def review(officer):
    staff.find_work(officer, "review", COMPANY)
    staff.review_application(officer)
    staff.accept_application(officer)


def evaluate_documents(planner, client, reference):
    staff.find_work(planner, "evaluate", COMPANY)
    assert staff.evaluate_documents(planner, unclear=UNCLEAR, question=QUESTION) == 47
    client.open(f"/applications/{reference}/")
    client.sees(QUESTION)
    applicant.answer_questions(client, ANSWER)
    staff.find_work(planner, "evaluating", COMPANY)
    planner.follow("Open the evaluation")
    planner.sees(ANSWER)
    staff.clear_and_accept(planner, UNCLEAR)


def plan(planner, leader, auditor):
    audit = staff.open_audit_file(planner, COMPANY)
    staff.write_plan(planner, audit)
    staff.appoint(planner, audit, leader.name, "team leader")
    staff.appoint(planner, audit, auditor.name, "team member")
    staff.declare_no_interest(leader, COMPANY)
    staff.declare_no_interest(auditor, COMPANY)
    staff.send_plan(planner, audit)
    return audit


def visit(leader, audit, client):
    staff.open_visit(leader, COMPANY)
    codes = staff.score_every_clause(leader, audit, excluded=applicant.EXCLUDED)
    assert (len(codes), len(set(codes))) == (47, 47)
    staff.deduct_a_point(leader, audit)
    client.open(f"/audits/{audit}/")
    assert staff.DEDUCTION not in client.text()
    staff.close_visit(leader, audit)


def rectify(client, auditor, letterbox, audit):
    client.open(letterbox.link(client.email, f"/audits/{audit}/"))
    client.activate(client.page.get_by_role("link", name=re.compile(r"^N-\d{4}-\d{4}$")))
    client.sees(staff.DEDUCTION)
    applicant.answer_nonconformity(client)
    staff.close_nonconformity(auditor, COMPANY)


def decide(members, manager):
    """Three votes, each hidden from those who have not cast theirs; no grant before the third."""
    decision = committee.take_up(members[0], COMPANY)
    for place, (member, reason) in enumerate(zip(members, REASONS, strict=True)):
        committee.may_not_grant_yet(manager, decision)
        member.open(f"/dashboard/decisions/{decision}/")
        assert not [each for each in REASONS if each in member.text()]
        committee.vote_to_grant(member, decision, reason)
        assert [each for each in REASONS if each in member.text()] == [*REASONS[: place + 1]]
    return committee.grant(manager, COMPANY)


def read(certificate, number, folder):
    text = outside.text_of(certificate, folder)
    assert all(words in text for words in (number, COMPANY, "五星级", "Five-star"))
    signature = outside.signature_of(certificate, folder)
    assert "Signature is Valid." in signature
    assert "Total document signed" in signature


def check_as_a_stranger(stranger, number, certificate):
    assert stranger.context.cookies() == []
    committee.verify(stranger, number)
    stranger.reads("Valid")
    stranger.sees(COMPANY)
    stranger.sees(hashlib.sha256(certificate).hexdigest())
    assert [level for level in LEVELS if stranger.words(level) in stranger.text()] == ["Five-star"]
