"""The scoring pages: who sees them, what they show, what a save answers, with and without the page's script."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import declare_interest
from audits.actions import attach_evidence, record_finding
from audits.models import Finding, TeamMember
from audits.queries.worklists import audits_to_score, visits_of
from tests.applications import cases as applications
from tests.audits import cases
from tests.factories import AuditorFactory, PersonFactory

pytestmark = pytest.mark.django_db

SECRET = "机密现场备注"
JSON = {"Accept": "application/json"}


@pytest.fixture
def team(auditor, other_auditor, audit_manager):
    return {"leader": auditor, "members": [other_auditor], "audit_manager": audit_manager}


@pytest.fixture
def audit(organisation, team):
    return cases.on_site(organisation, **team, exclusions={"5.2.3.3": "所售商品无需安装。"})


def save(client, audit, clause, **answer):
    return client.post(f"/audits/{audit.reference}/scoring/clauses/{clause}/", answer, headers=JSON)


def pages(audit):
    base = f"/audits/{audit.reference}/"
    return [base + path for path in ("scoring/", "scoring/5.1.2/", "scoring/specials/", "report/")]


# --- who ---------------------------------------------------------------------------------------------------------------


def test_team_audit_manager_committee_and_manager_read_and_nobody_else(
    audit, team, client_of, applicant, stranger, officer, member, manager
):
    expert = PersonFactory(roles=["auditor"], grade="expert")
    cases.actions.appoint(audit, expert, by=team["audit_manager"], duty=TeamMember.Duty.EXPERT)
    cases.actions.declare(audit, by=expert)
    undeclared, outsider = AuditorFactory(), AuditorFactory()
    cases.actions.appoint(audit, undeclared, by=team["audit_manager"], duty=TeamMember.Duty.MEMBER)

    def codes(person):
        return {client_of(person).get(address).status_code for address in pages(audit)}

    scorers = (team["leader"], team["members"][0])
    assert [list(audits_to_score(person)) for person in (*scorers, expert, undeclared)] == [[audit], [audit], [], []]
    assert [list(visits_of(person)) for person in (*scorers, expert, undeclared)] == [[], [], [audit], []]
    for person in (*scorers, expert, team["audit_manager"], member, manager):
        assert codes(person) == {200}, person
    for person in (applicant, stranger, officer, undeclared, outsider):
        assert codes(person) == {404}, person
    cases.actions.declare(audit, by=team["members"][0], kind="relative", explanation="弟弟在该公司工作。")
    assert codes(team["members"][0]) == {404}


def test_a_member_of_the_committee_with_an_interest_reads_nothing(audit, client_of, member):
    declare_interest(member, audit.organisation, kind="consulted", note="曾提供咨询。", until=None)
    assert {client_of(member).get(address).status_code for address in pages(audit)} == {404}


def test_readers_cannot_write(audit, team, client_of, applicant, officer, member, manager):
    for person, code in ((team["audit_manager"], 403), (member, 403), (manager, 403), (applicant, 404), (officer, 404)):
        assert save(client_of(person), audit, "5.1.1.1", outcome="met").status_code == code
        specials = client_of(person).post(
            f"/audits/{audit.reference}/scoring/specials/",
            {"deed": "deduct", "deduct-ground": "law", "deduct-text": "文字。"},
        )
        assert specials.status_code == (422 if code == 403 else 404)
        report = client_of(person).post(f"/audits/{audit.reference}/report/", {"conclusion": "别的。"})
        assert report.status_code == (422 if code == 403 else 404)
    audit.refresh_from_db()
    assert (Finding.objects.count(), audit.special_deductions.count(), audit.conclusion) == (0, 0, "")


def test_the_client_finds_no_finding_point_or_remark_on_any_page_before_the_decision(
    organisation, team, client_of, applicant
):
    """Every page that a client reaches by links from the home page is read, also after the closing meeting."""
    findings = {
        "5.1.1.1": {"outcome": "not_met", "remark": SECRET},
        "5.2.3.3": {"outcome": "excluded", "reason": SECRET},
    }
    audit = cases.reported(organisation, **team, findings=findings, nonconformities=["minor"], bonus=SECRET)
    client = client_of(applicant)
    seen, waiting = set(), ["/home/", f"/audits/{audit.reference}/", audit.application.get_absolute_url()]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        text = answer.content.decode()
        assert SECRET not in text, address
        assert "98.95" not in text, address  # the score: 96 of 98 points, one bonus
        assert "scoring/" not in text, address
        links = (link.split("#")[0].split("?")[0] for link in re.findall(r'href="(/[^"]*)"', text))
        waiting += {link for link in links if link not in seen and not link.startswith(("/static/", "/accounts/"))}
        seen |= set(waiting)
    assert audit.nonconformities.get().get_absolute_url() in seen
    assert client.get(f"/audits/{audit.reference}/").status_code == 200


def test_the_score_in_the_test_above_is_the_one_looked_for(organisation, team, client_of):
    findings = {
        "5.1.1.1": {"outcome": "not_met", "remark": SECRET},
        "5.2.3.3": {"outcome": "excluded", "reason": SECRET},
    }
    audit = cases.reported(organisation, **team, findings=findings, nonconformities=["minor"], bonus=SECRET)
    text = client_of(team["leader"]).get(f"/audits/{audit.reference}/report/").content.decode()
    assert SECRET in text
    assert "98.95" in text


# --- what the form shows -----------------------------------------------------------------------------------------------


def test_the_form_shows_guidance_evaluation_claim_and_managers(audit, team, client_of):
    client = client_of(team["leader"])
    staffing = client.get(f"/audits/{audit.reference}/scoring/5.1.2/").content.decode()
    assert "按服务管理人员的一成配备售后服务管理师" in staffing
    assert "文件审核" in staffing
    assert "要求 2 人，已列 2 人。" in staffing
    assert 'data-drawn="2" data-failed="0"' in staffing
    resources = client.get(f"/audits/{audit.reference}/scoring/5.1.3/").content.decode()
    assert "长期开展技术与业务技能培训" in resources
    delivery = client.get(f"/audits/{audit.reference}/scoring/5.2.3/").content.decode()
    assert "申请组织提出该条款不适用" in delivery
    assert delivery.count("所售商品无需安装。") == 3  # said, ready in the form, and behind the button
    assert delivery.count('name="outcome"') == 3 * 4


def test_too_few_managers_are_suggested_as_a_sample_share(organisation, team, client_of, applicant):
    audit = cases.on_site(organisation, **team, service_management_staff=31)
    page = client_of(team["leader"]).get(f"/audits/{audit.reference}/scoring/5.1.2/").content.decode()
    assert "要求 4 人，已列 2 人。" in page
    assert 'data-drawn="4" data-failed="2"' in page


def test_an_unknown_indicator_or_clause_is_no_page(audit, team, client_of):
    client = client_of(team["leader"])
    assert client.get(f"/audits/{audit.reference}/scoring/9.9.9/").status_code == 404
    assert client.get(f"/audits/{audit.reference}/scoring/5.1/").status_code == 404
    assert save(client, audit, "9.9.9.9", outcome="met").status_code == 409
    plain = client.post(f"/audits/{audit.reference}/scoring/clauses/9.9.9.9/", {"outcome": "met"})
    assert plain.status_code == 404
    assert Finding.objects.count() == 0


def test_the_overview_lists_gaps_outcomes_and_what_is_unexplained(audit, team, client_of):
    cases.score(audit, by=team["leader"], findings={"5.1.1.2": None, "5.1.4.2": {"outcome": "not_met"}})
    page = client_of(team["leader"]).get(f"/audits/{audit.reference}/scoring/")
    text = page.content.decode()
    assert [line.clause for line in page.context["gaps"]] == ["5.1.1.2"]
    assert [line.clause for line in page.context["board"].unexplained] == ["5.1.4.2"]
    assert (page.context["board"].score, page.context["board"].open) == ("97.95", "2")
    assert text.count("<svg xmlns") == 2
    assert "尚有 1 项条款未填写" in text


def test_once_every_clause_is_answered_the_overview_leads_on_to_the_closing_meeting(audit, team, client_of):
    def links(person=team["leader"]):
        page = client_of(person).get(f"/audits/{audit.reference}/scoring/").content.decode()
        return re.findall(r'<a class="btn btn-primary" href="([^"#]+)', page)

    assert links() == [f"/audits/{audit.reference}/scoring/5.1.1/"]
    cases.score(audit, by=team["leader"], findings={"5.2.3.3": {"outcome": "excluded", "reason": "所售商品无需安装。"}})
    assert links() == [f"/audits/{audit.reference}/closing-meeting/"]
    assert links(team["members"][0]) == []  # the leader holds it


def test_the_number_of_queries_does_not_grow_with_the_findings(audit, team, client_of, django_assert_num_queries):
    client, address = client_of(team["leader"]), f"/audits/{audit.reference}/scoring/"
    client.get(address)
    with CaptureQueriesContext(connection) as empty:
        client.get(address)
    cases.score(audit, by=team["leader"])
    attach_evidence(audit, "5.1.1.1", applications.png(), by=team["leader"])
    with django_assert_num_queries(len(empty)):
        client.get(address)


# --- saving ------------------------------------------------------------------------------------------------------------


def test_a_save_answers_with_receipt_points_and_the_score_so_far(audit, team, client_of):
    answer = save(
        client_of(team["leader"]), audit, "5.1.2.2", outcome="sampled", drawn="20", failed="3", remark="抽查。"
    )

    assert answer.status_code == 200
    said = answer.json()
    assert (said["ok"], said["revision"], sorted(said["fragments"])) == (True, 1, ["bar", "map", "points", "receipt"])
    assert "得 4.25 分（分值 5）" in said["fragments"]["points"]
    assert "扣 0.75 分" in said["fragments"]["points"]
    assert "抽样 20 件，其中 3 件不符合。" in said["fragments"]["points"]
    assert ">85<" in said["fragments"]["bar"]
    assert "待评 95 分" in said["fragments"]["bar"]
    assert "最高可达 99.25 分" in said["fragments"]["bar"]
    assert re.search(r"已保存 <time [^>]*>\d\d:\d\d</time>", said["fragments"]["receipt"])
    assert Finding.objects.values_list("clause", "outcome", "drawn", "failed", "remark").get() == (
        "5.1.2.2",
        "sampled",
        20,
        3,
        "抽查。",
    )


def test_what_does_not_belong_to_the_outcome_is_left_out(audit, team, client_of):
    answer = save(client_of(team["leader"]), audit, "5.1.1.1", outcome="met", drawn="abc", failed="-1", reason="因为")
    assert answer.status_code == 200
    assert Finding.objects.values_list("outcome", "drawn", "failed", "reason").get() == ("met", None, None, "")


BAD_ANSWERS = [
    ({}, "outcome"),
    ({"outcome": "sampled", "drawn": "", "failed": ""}, "drawn"),
    ({"outcome": "sampled", "drawn": "zwölf", "failed": "1"}, "drawn"),
    ({"outcome": "sampled", "drawn": "3", "failed": "4"}, "failed"),
    ({"outcome": "sampled", "drawn": "9" * 60, "failed": "4"}, "drawn"),
    ({"outcome": "excluded", "reason": " "}, "reason"),
    ({"outcome": "met", "remark": "x" * 4001}, "remark"),
    ({"outcome": "met", "remark": "a\x00b"}, "remark"),
    ({"outcome": "met", "revision": "abc"}, "revision"),
]


def test_a_bad_answer_gets_a_sentence_at_its_field_and_is_not_written(audit, team, client_of):
    for answer, field in BAD_ANSWERS:
        refused = save(client_of(team["leader"]), audit, "5.1.1.1", **answer)
        assert refused.status_code == 422
        assert list(refused.json()["errors"]) == [field], answer
        assert Finding.objects.count() == 0


def test_two_answers_are_both_shown_and_saving_again_is_a_choice(audit, team, client_of):
    record_finding(audit, "5.1.1.1", by=team["members"][0], outcome="sampled", drawn=4, failed=1, remark="缺一份。")
    client = client_of(team["leader"])
    refused = save(client, audit, "5.1.1.1", outcome="met", remark="齐全。", revision="")

    assert refused.status_code == 409
    said = refused.json()
    assert said["current"] == {
        "outcome": "sampled",
        "drawn": 4,
        "failed": 1,
        "reason": "",
        "remark": "缺一份。",
        "revision": 1,
    }
    assert "抽样 · 抽样 4 件，其中 1 件不符合。 · 缺一份。" in said["conflict"]
    assert "符合 · 齐全。" in said["conflict"]
    assert Finding.objects.get().outcome == "sampled"

    assert save(client, audit, "5.1.1.1", outcome="met", remark="齐全。", revision="1").status_code == 200
    assert Finding.objects.values_list("outcome", "remark", "revision").get() == ("met", "齐全。", 2)


def test_without_script_a_save_goes_back_to_its_clause(audit, team, client_of):
    answer = client_of(team["leader"]).post(
        f"/audits/{audit.reference}/scoring/clauses/5.1.1.2/", {"outcome": "not_met"}
    )
    assert (answer.status_code, answer["Location"]) == (302, f"/audits/{audit.reference}/scoring/5.1.1/#5.1.1.2")
    assert Finding.objects.get().outcome == "not_met"


def test_without_script_a_bad_answer_keeps_what_was_typed(audit, team, client_of):
    answer = client_of(team["leader"]).post(
        f"/audits/{audit.reference}/scoring/clauses/5.1.1.2/",
        {"outcome": "sampled", "drawn": "3", "failed": "5", "remark": "抽查三家网点。"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不符合数（5）不能多于抽样数（3）。" in page
    assert "抽查三家网点。" in page
    assert 'value="sampled" id="c5.1.1.2-sampled" checked' in page
    assert Finding.objects.count() == 0


def test_without_script_two_answers_are_shown_and_the_second_press_is_meant(audit, team, client_of):
    record_finding(audit, "5.1.1.1", by=team["members"][0], outcome="not_met")
    client, address = client_of(team["leader"]), f"/audits/{audit.reference}/scoring/clauses/5.1.1.1/"
    answer = client.post(address, {"outcome": "met", "remark": "齐全。", "revision": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "郑审查已保存" in page
    assert "齐全。" in page
    assert '<input type="hidden" name="revision" value="1"' in page
    assert Finding.objects.get().outcome == "not_met"

    assert client.post(address, {"outcome": "met", "remark": "齐全。", "revision": "1"}).status_code == 302
    assert Finding.objects.get().outcome == "met"


def test_after_the_report_the_pages_can_be_read_and_nothing_is_taken(organisation, team, client_of):
    audit = cases.reported(organisation, **team, findings={"5.1.1.1": {"outcome": "met", "remark": SECRET}})
    client = client_of(team["leader"])
    page = client.get(f"/audits/{audit.reference}/scoring/5.1.1/").content.decode()
    assert SECRET in page
    assert "评价结果只可查看，不可更改" in page
    assert '<fieldset class="outcomes" disabled>' in page
    assert 'type="submit" class="btn btn-primary' not in page
    refused = save(client, audit, "5.1.1.1", outcome="not_met", revision="1")
    assert (refused.status_code, len(refused.json()["sentences"])) == (409, 1)
    assert Finding.objects.get(clause="5.1.1.1").outcome == "met"
