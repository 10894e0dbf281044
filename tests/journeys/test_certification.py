"""From sign-up to a certificate that a stranger verifies: every department does its part, all through pages."""

import pytest

from tests.factories import AuditorFactory, PersonFactory
from tests.journeys import steps_of_applicant as applicant_does
from tests.journeys import steps_of_staff as staff

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.redis, pytest.mark.xdist_group("journey")]
COMPANY = applicant_does.ORGANISATION["Name of the organisation"]
UNCLEAR, QUESTION = "5.1.3.1", "请提供售后服务专项资金近一年的使用记录。"


@pytest.fixture
def cast(edition, house):
    """The staff; the applicant arrives by herself."""
    return {
        "officer": PersonFactory(name="陈市场", email="officer@example.org", roles=["officer"]),
        "planner": PersonFactory(name="周审核", email="planner@example.org", roles=["audit_manager"]),
        "leader": AuditorFactory(name="吴组长", email="leader@example.org"),
        "auditor": AuditorFactory(name="郑审查", email="auditor@example.org"),
        "members": [
            PersonFactory(name=name, email=f"member{number}@example.org", roles=["member"])
            for number, name in enumerate(("冯评审", "蒋评审", "沈评审"), start=1)
        ],
        "manager": PersonFactory(name="韩经理", email="manager@example.org", roles=["manager"]),
    }


def test_a_company_comes_to_its_certificate(cast, somebody, sign_in, letterbox, house, tmp_path):
    client = somebody("王小明", email="wang@example.org")
    applicant_does.sign_up(client, letterbox)
    applicant_does.register_organisation(client)
    reference = applicant_does.start_application(client)
    applicant_does.answer_every_topic(client)
    applicant_does.offer_a_disguised_file(client)
    names = applicant_does.upload_papers(client)
    assert len(names) > 3
    applicant_does.check_and_submit(client, reference)

    officer = sign_in(cast["officer"], language="en")
    staff.find_work(officer, "review", COMPANY)
    staff.review_application(officer)
    staff.accept_application(officer)

    client.open(letterbox.link(client.email, f"/applications/{reference}/"))
    applicant_does.accept_agreement(client, reference)

    planner = sign_in(cast["planner"])
    staff.find_work(planner, "evaluate", COMPANY)
    assert staff.evaluate_documents(planner, unclear=UNCLEAR, question=QUESTION) == 47
    client.open(f"/applications/{reference}/")
    client.sees(QUESTION)
    applicant_does.answer_questions(client, "见附件台账。")
    staff.find_work(planner, "evaluating", COMPANY)
    planner.open(f"/applications/{reference}/evaluation/")
    staff.clear_and_accept(planner, UNCLEAR)

    audit = staff.open_audit_file(planner, COMPANY)
    staff.write_plan(planner, audit)
    staff.appoint(planner, audit, cast["leader"].name, "team leader")
    staff.appoint(planner, audit, cast["auditor"].name, "team member")
    leader, auditor = sign_in(cast["leader"]), sign_in(cast["auditor"])
    staff.declare_no_interest(leader, COMPANY)
    staff.declare_no_interest(auditor, COMPANY)
    staff.send_plan(planner, audit)

    client.open(letterbox.link(client.email, f"/audits/{audit}/"))
    applicant_does.agree_to_plan(client)

    staff.open_visit(leader, COMPANY)
    codes = staff.score_every_clause(leader, audit, excluded=applicant_does.EXCLUDED)
    assert (len(codes), len(set(codes))) == (47, 47)
    staff.deduct_a_point(leader, audit)
    client.open(f"/audits/{audit}/")
    assert staff.DEDUCTION not in client.text()
    staff.close_visit(leader, audit)
