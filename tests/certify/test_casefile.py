"""The case file: all of a case in one place, each part for those whom its own floor lets read it."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.actions import grant_role
from accounts.actions.interests import declare_interest
from accounts.roles import Role
from applications import actions as applications_actions
from applications.models import PaperKind
from applications.queries import checklist
from certificates.actions import step_aside
from files.intake import store_file
from tests.applications import cases as applications
from tests.audits import cases as audits
from tests.certificates import cases
from tests.factories import AuditorFactory, PersonFactory
from workflow import clock
from workflow.engine import perform
from workflow.journal import record

pytestmark = pytest.mark.django_db

SECRET = "秘密理由：抽样不足，我主张退回。"
MISSING_PART = "This part is not there yet, or it is not open to you. Here is the overview."
EVERY_PART = [
    "overview", "application", "papers", "evaluation", "audit", "decision", "certificate", "people", "money", "timeline",
]  # fmt: skip


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def reads(client_of):
    """The text of a page for a person, in English: tags away, blanks joined."""

    def page(person, application, *, status=200, raw=False, **query):
        type(person).objects.filter(pk=person.pk).update(language="en")
        answer = client_of(person).get(reverse("case_file", args=[application.reference]), query)
        assert answer.status_code == status
        content = answer.content.decode()
        if raw or status != 200:
            return content
        main = content[content.index("<main") : content.index("</main>")]
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))

    return page


@pytest.fixture
def certificate(organisation, members, manager, auditor, other_auditor, officer, audit_manager):
    return cases.granted(
        organisation, members=members, manager=manager, leader=auditor, officer=officer, audit_manager=audit_manager
    )


def of(case):
    """The application behind a decision or certificate."""
    decision = getattr(case, "decision", case)
    return decision.audit.application


def tabs(page):
    return re.findall(r'href="\?part=(\w+)"(?: aria-current="page")?><svg', page)


# --- who sees what ----------------------------------------------------------------------------------------------------


def test_it_is_seen_by_whoever_sees_the_application(organisation, applicant, stranger, officer, reads, client):
    draft = applications.draft(organisation)
    reads(officer, draft, status=404)
    reads(stranger, draft, status=404)
    assert "The client" in reads(applicant, draft)
    perform(draft, "submit", by=applicant)
    reads(stranger, draft, status=404)
    assert "Next to act The market department" in reads(officer, draft)
    assert client.get(f"/cases/{draft.reference}/").status_code == 302
    assert client.get("/cases/x\x00/").status_code == 302


@pytest.mark.parametrize("reference", ["A-1900-0001", "x%00y", "'; drop table", "A" * 300])
def test_there_is_no_file_of_what_is_no_application(reference, officer, client_of):
    assert client_of(officer).get(f"/cases/{reference}/").status_code == 404


def test_parts_are_those_that_the_floors_let_the_reader_read(certificate, reads, applicant, officer, manager, members):
    application = of(certificate)
    outsider = AuditorFactory()
    every, without_decision = EVERY_PART, [part for part in EVERY_PART if part != "decision"]
    assert tabs(reads(manager, application, raw=True)) == every
    assert tabs(reads(members[0], application, raw=True)) == every
    assert tabs(reads(officer, application, raw=True)) == without_decision
    assert tabs(reads(applicant, application, raw=True)) == without_decision
    assert tabs(reads(outsider, application, raw=True)) == [part for part in without_decision if part != "audit"]
    for person, part in ((officer, "decision"), (outsider, "audit"), (applicant, "decision"), (manager, "<script>")):
        page = reads(person, application, part=part)
        assert MISSING_PART in page
        assert "Latest steps" in page
    for person in (manager, officer, applicant, outsider, members[0]):
        for part in EVERY_PART:
            reads(person, application, part=part)


def test_an_auditor_who_is_not_on_the_team_learns_nothing_of_the_audit(organisation, applicant, auditor, reads):
    audit = audits.rectifying(organisation, leader=auditor, nonconformities=["minor"])
    outsider = AuditorFactory()
    for part in EVERY_PART:
        page = reads(outsider, audit.application, part=part, show="all")
        assert audit.reference not in page
        assert auditor.name not in page
        assert "Audit on site" not in page
    assert audit.reference in reads(auditor, audit.application, part="timeline")


def test_messages_are_a_tab_for_whoever_reads_them_and_lead_to_where_they_may(
    organisation, auditor, applicant, officer, audit_manager, manager, members, client_of, reads
):
    audit = audits.on_site(organisation, leader=auditor, officer=officer, audit_manager=audit_manager)
    at_application = reverse("application_messages", args=[audit.application.reference])
    at_audit = reverse("audit_messages", args=[audit.reference])
    declare_interest(manager, organisation, kind="relative", note="近亲属。")

    def found(person):
        page = reads(person, audit.application, raw=True)
        return [address for address in (at_application, at_audit) if f'<li><a href="{address}"><svg' in page]

    for person in (applicant, officer, audit_manager):
        assert found(person) == [at_application]
    assert found(auditor) == [at_audit]
    for person in (members[0], manager, AuditorFactory()):
        assert found(person) == []
    for person, address in ((officer, at_application), (auditor, at_audit)):
        assert client_of(person).get(address).status_code == 200


def test_votes_stay_secret_in_every_part(organisation, members, officer, applicant, auditor, manager, reads):
    decision = cases.opened(organisation, members=members, leader=auditor)
    for member in members[:2]:
        cases.vote(decision, by=member, position="send_back", reason=SECRET)

    def everything(person):
        shows = [(part, show) for part in EVERY_PART for show in ("", "all")]
        return " ".join(reads(person, of(decision), part=part, show=show) for part, show in shows)

    for person in (officer, applicant, auditor):
        page = everything(person)
        assert decision.reference not in page
        assert SECRET not in page
        assert "cast a vote" not in page
    page = everything(members[2])
    assert decision.reference in page
    assert "Positions and reasons are hidden from you." in page
    assert "Voted in" not in page
    assert "cast a vote" not in page
    assert members[0].name not in reads(members[2], of(decision), part="people")
    cases.vote(decision, by=members[2], position="grant")
    page = everything(members[2])
    assert page.count(SECRET) == 4
    assert page.count("cast a vote") == 3
    people = reads(members[2], of(decision), part="people")
    assert f"Voted in {decision.reference} {members[0]} {members[1]} {members[2]}" in people
    assert SECRET in reads(manager, of(decision), part="decision")


def test_to_somebody_with_an_interest_the_committees_work_is_closed(organisation, members, reads):
    decision = cases.opened(organisation, members=members)
    application = of(decision)
    assert "decision" in tabs(reads(members[2], application, raw=True))
    step_aside(decision, by=members[2], kind="relative", note="近亲属。")
    page = reads(members[2], application, raw=True, part="decision")
    assert MISSING_PART in page
    assert "decision" not in tabs(page)
    assert decision.reference not in page


def test_the_reasons_of_a_refusal_stand_in_the_journey_for_whoever_reads_decisions(
    organisation, members, manager, auditor, officer, applicant, reads
):
    reason = "主要条款证据不足。"
    decision = cases.voted(organisation, members=members, positions=["refuse"] * 3, leader=auditor)
    application = of(decision)
    cousin = PersonFactory(roles=["member"])
    declare_interest(cousin, organisation, kind="relative", note="近亲属。")
    perform(decision, "refuse", by=manager, note=reason)
    for person in (manager, members[0], applicant):
        assert f"refused certification: {reason}" in reads(person, application)
    for person in (cousin, auditor, officer):
        for part in ("overview", "timeline", "people"):
            page = reads(person, application, part=part, show="all")
            assert "Decision (ended here)" in page
            assert "refused certification" not in page
            assert reason not in page


def test_a_client_reads_roles_and_nothing_internal(certificate, applicant, officer, auditor, members, manager, reads):
    application = of(certificate)
    pages = {part: reads(applicant, application, part=part, show="all") for part in EVERY_PART}
    everything = " ".join(pages.values())
    for person in (officer, manager, *members):
        assert person.name not in everything
    assert auditor.name in pages["people"]
    assert auditor.name not in pages["timeline"]
    for words in ("Who is kept out", "Interests on record", "in order", "recorded a finding", "Fixed by"):
        assert words not in everything
    assert "Pages of this case" not in reads(applicant, application, raw=True)


# --- the head ---------------------------------------------------------------------------------------------------------


def test_the_head_says_whose_move_it_is_and_by_when(organisation, officer, applicant, audit_manager, reads):
    application = applications.submitted(organisation)
    page = reads(officer, application)
    aim = clock.today() + datetime.timedelta(days=5)
    assert f"Next to act The market department Since {clock.today():%-d %B %Y} Aim {aim:%Y-%m-%d}" in page
    assert "our own aim, not a rule of the scheme" in page
    assert f"/applications/{application.reference}/review/" in reads(officer, application, raw=True)
    assert f"/applications/{application.reference}/review/" not in reads(audit_manager, application, raw=True)
    applications.review(application, by=officer)
    perform(application, "accept", by=officer)
    assert "Next to act The client" in reads(officer, application)
    assert "Read and accept the agreement" in reads(applicant, application)


def test_a_deadline_stands_where_there_is_one_and_an_aim_where_there_is_none(organisation, auditor, applicant, reads):
    audit = audits.rectifying(organisation, leader=auditor, nonconformities=["minor", "major"])
    deadline = min(each.deadline for each in audit.nonconformities.all())
    page = reads(auditor, audit.application)
    assert f"Next to act The client Since {clock.today():%-d %B %Y} Corrective action due {deadline:%Y-%m-%d}" in page
    assert "our own aim" not in page
    assert f"{audit.get_absolute_url()}#nonconformities" in reads(applicant, audit.application, raw=True)
    for nonconformity in audit.nonconformities.all():
        audits.answer(nonconformity)
    page = reads(auditor, audit.application)
    assert "Next to act The audit team" in page
    assert "Corrective action due" not in page
    assert f'href="{audit.get_absolute_url()}#nonconformities"' in reads(auditor, audit.application, raw=True)


def test_accepted_documents_have_no_aim_of_their_own(organisation, audit_manager, reads):
    application = applications.evaluated(organisation)
    page = reads(audit_manager, application)
    assert "Next to act The audit department" in page
    assert "our own aim" not in page


def test_the_one_next_step_follows_the_case_to_its_certificate(organisation, members, manager, auditor, reads):
    audit = audits.reported(organisation, leader=auditor)
    application = audit.application
    planner = application.document_evaluation.evaluator
    assert "Put the report before the committee" in reads(manager, application)
    grant_role(planner, Role.MEMBER, by=None)
    planner = type(planner).objects.get(pk=planner.pk)
    assert "Put the report before the committee" not in reads(planner, application)
    decision = cases.take_up(audit, by=members[0])
    assert "Read the dossier and vote Needs 3 more votes. Open the dossier" in reads(members[0], application)
    assert "The committee decides" in reads(planner, application)
    assert "Open the dossier" not in reads(planner, application)
    for member in members:
        cases.vote(decision, by=member)
    assert "The committee votes, then you decide" in reads(manager, application)
    perform(decision, "grant", by=manager)
    page = reads(manager, application)
    assert "Next to act The audit department" in page
    assert "The certificate is in force" in page
    assert "Five-star" in page


def test_a_closed_case_waits_for_nobody(organisation, officer, reads):
    application = applications.submitted(organisation)
    perform(application, "refuse", by=officer, note="不符合受理条件。")
    page = reads(officer, application)
    assert "Nobody: the case is closed" in page
    assert "Aim" not in page
    assert "不符合受理条件。" in reads(officer, application, part="application")


# --- papers -----------------------------------------------------------------------------------------------------------


def lines_shown(page):
    return re.findall(r'<li class="beside-row"[^>]* id="([\w-]+)"', page)


def test_papers_stand_beside_the_checklist_and_can_be_narrowed(organisation, officer, applicant, reads):
    application = applications.submitted(organisation)
    codes = [line.kind.code for line in checklist(application) if line.is_compulsory]
    legal = PaperKind.objects.get(code="legal-status")
    mend, fine = PaperKind.objects.get(code=codes[1]), PaperKind.objects.get(code=codes[2])
    applications_actions.judge_paper(application, mend, by=officer, verdict="mend", note="请加盖公章。")
    applications_actions.judge_paper(application, fine, by=officer, verdict="accepted")
    page = reads(officer, application, raw=True, part="papers")
    assert lines_shown(page) == codes
    assert lines_shown(reads(officer, application, raw=True, part="papers", show="mend")) == [mend.code]
    unjudged = [code for code in codes if code not in {mend.code, fine.code}]
    assert lines_shown(reads(officer, application, raw=True, part="papers", show="unjudged")) == unjudged
    assert lines_shown(reads(officer, application, raw=True, part="papers", show="missing")) == []
    assert lines_shown(reads(officer, application, raw=True, part="papers", show="x'y")) == codes
    words = reads(officer, application, part="papers")
    assert "Compulsory for a seller of goods." in words
    assert re.search(r"to be corrected 请加盖公章。 陈市场 ·", words)
    perform(application, "return", by=officer, note="请补正。")
    paper = application.papers.get(kind=legal)
    applications_actions.attach_paper(
        application, legal, applications.pdf("新执照.pdf", "new"), by=applicant, paper=paper
    )
    words = reads(officer, application, part="papers")
    assert re.search(r"新执照\.pdf version 2 · the present one .* 王小明 · .* legal-status\.pdf version 1", words)
    address = reverse("download_paper", args=[application.reference, paper.pk, 1])
    assert f'href="{address}?show"' in reads(officer, application, raw=True, part="papers")


def test_what_is_missing_stands_out(organisation, applicant, reads):
    draft = applications.draft(organisation, without_papers=["legal-status"])
    page = reads(applicant, draft, raw=True, part="papers", show="missing")
    assert lines_shown(page) == ["legal-status"]
    assert 'data-tone="danger" id="legal-status"' in page
    assert "show=unjudged" not in page


# --- people and money -------------------------------------------------------------------------------------------------


def test_people_are_named_by_what_they_did_and_why_they_are_kept_out(
    organisation, certificate, officer, audit_manager, auditor, members, manager, reads
):
    cousin = PersonFactory(name="何表亲", roles=["member"])
    declare_interest(cousin, organisation, kind="relative", note="不公开的说明。")
    page = reads(manager, of(certificate), part="people")
    assert f"Voted in {certificate.decision.reference} 冯评审 蒋评审 沈评审" in page
    assert re.search(r"Decided 韩经理 · granted certification", page)
    assert re.search(r"Reviewed the application 陈市场 · accepted the application", page)
    assert re.search(r"吴审查 team leader Auditor \(grade\) no interest", page)
    assert re.search(r"何表亲 has a close relative there reviewing, evaluating, auditing, voting and deciding", page)
    assert "周审核 evaluated the documents voting and deciding on this case" in page
    assert "吴审查 was appointed to the audit team voting and deciding on this case" in page
    assert "不公开的说明。" not in page
    assert members[0].name not in page[page.index("Who is kept out") :]


def test_a_former_member_of_the_client_is_kept_out(organisation, officer, reads):
    turncoat = PersonFactory(name="曾员工", roles=["auditor"])
    organisation.memberships.create(user=turncoat, left_at=clock.now() - datetime.timedelta(days=300))
    application = applications.submitted(organisation)
    page = reads(officer, application, part="people")
    assert "曾员工 belonged to the client within the last two years reviewing, evaluating" in page


def test_money_says_what_is_agreed_and_when_and_the_annual_fees(organisation, officer, applicant, reads):
    application = applications.submitted(organisation)
    assert "Nothing is agreed yet" in reads(officer, application, part="money")
    applications.review(application, by=officer)
    applications_actions.fix_effort(
        application, by=officer, days="4", fee="20000", days_reason="两班制。", fee_reason="战略客户。"
    )
    page = reads(officer, application, part="money")
    assert "worked out, not offered" in page
    assert "战略客户。" in page
    assert "Nothing is agreed yet" in reads(applicant, application, part="money")
    perform(application, "accept", by=officer)
    page = reads(applicant, application, part="money")
    assert "offered, not accepted" in page
    assert "战略客户。" not in page
    assert "By the tariff ¥25,000 Fee ¥20,000" in page
    perform(application, "agree", by=applicant, name="王小明", sha256=application.agreement.stored.sha256)
    page = reads(officer, application, part="money")
    assert re.search(r"agreed .*Accepted by 王小明 · .*By the tariff ¥25,000 Fee agreed ¥20,000", page)
    assert "1 with the certificate ¥2,000 in the fee agreed" in page
    assert "3 with the certificate ¥2,000 to come" in page
    assert "Invoices and payments are kept outside this system." in page


def test_an_annual_fee_falls_due_as_long_as_the_certificate_lives(certificate, manager, reads):
    application = of(certificate)
    year = datetime.timedelta(days=366)
    with clock.pretend(clock.now() + year):
        perform(certificate, "withdraw", by=manager, note="停产。")
        page = reads(manager, application, part="money")
    assert re.search(r"2 \S+ ¥2,000 fell due 3 \S+ ¥2,000 falls away: the certificate ended before", page)


# --- timeline and decision --------------------------------------------------------------------------------------------


def test_the_timeline_joins_all_parts_and_can_be_turned_and_widened(certificate, manager, reads):
    application = of(certificate)
    steps = reads(manager, application, part="timeline")
    order = ["granted certification", "submitted the report", "accepted the agreement", "submitted the application"]
    places = [steps.index(words) for words in order]
    assert places == sorted(places)
    assert "uploaded a paper" not in steps
    oldest = reads(manager, application, part="timeline", show="all", order="oldest")
    places = [oldest.index(words) for words in order]
    assert places == sorted(places, reverse=True)
    assert "uploaded a paper" in oldest
    assert "Proof of legal status (business licence) – legal-status.pdf" in oldest
    assert "recorded a finding" in oldest
    assert "Clause 5.1.1.1 · Clause 5.1.1.2" in oldest


def test_a_round_shows_result_reasons_and_the_sheet_it_decided_on(organisation, members, manager, reads):
    decision = cases.voted(organisation, members=members, positions=["send_back"] * 3)
    perform(decision, "send_back", by=manager, note="请核对抽样。")
    page = reads(manager, of(decision), part="decision")
    assert re.search(r"Decided 韩经理 · .* Reasons of the decision 请核对抽样。", page)
    assert f"{decision.score_sheet.sha256} as reported" in page
    assert page.count(cases.REASON) == 3


# --- cost -------------------------------------------------------------------------------------------------------------

QUERIES = {
    "overview": 46,
    "application": 36,
    "papers": 33,
    "evaluation": 37,
    "audit": 34,
    "decision": 41,
    "people": 46,
    "money": 30,
    "timeline": 35,
}


def test_no_part_costs_more_with_more_papers_nonconformities_and_events(
    organisation, officer, applicant, auditor, members, manager, client_of
):
    decision = cases.opened(organisation, members=members, leader=auditor, nonconformities=["minor"], officer=officer)
    application, browser = of(decision), client_of(manager)
    file = reverse("case_file", args=[application.reference])
    browser.get(file)
    for _size in ("one of each", "more"):
        asked = {}
        for part in QUERIES:
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(file, {"part": part, "show": "all"}).status_code == 200
            asked[part] = len(queries)
        assert asked == QUERIES
        grow(application, decision.audit, applicant, auditor)


def grow(application, audit, applicant, auditor):
    """Two more versions of a paper, two more nonconformities, five more deeds."""
    paper = application.papers.first()
    begun = paper.versions.count()
    for number in (begun + 1, begun + 2):
        stored = store_file(applications.pdf(f"v{number}.pdf", f"v{number}"), by=applicant)
        paper.versions.create(number=number, stored=stored, uploaded_by=applicant)
        reference = f"N-2099-000{number}"
        audit.nonconformities.create(
            reference=reference, kind="minor", clause="5.1.1.1", text="又一处。", raised_by=auditor
        )
    for number in range(5):
        record(application, "judge_paper", by=auditor, note=f"{number}", paper=paper.kind.code, verdict="accepted")
