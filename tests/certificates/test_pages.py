"""The committee's pages and those of certificates: who sees what, what the buttons do, what a mistake says."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from certificates.models import Certificate, Decision, Seal
from tests.audits import cases as audits
from tests.certificates import cases
from tests.certificates.test_lifecycle import DAY, on
from tests.factories import OrganisationFactory, PersonFactory
from workflow.engine import perform
from workflow.models import Event

pytestmark = pytest.mark.django_db


def sentences(answer):
    return [str(message) for message in answer.context["messages"]]


def test_doors(certificate, client_of, applicant, stranger, officer, members, manager, auditor):
    def answers(user, *addresses):
        return [client_of(user).get(address).status_code for address in addresses]

    decision, page = certificate.decision.get_absolute_url(), certificate.get_absolute_url()
    for person in (manager, members[0]):
        assert answers(person, "/dashboard/decisions/", decision, "/certificates/", page) == [200] * 4
    for person in (officer, auditor):
        assert answers(person, "/dashboard/decisions/", decision, "/certificates/", page) == [403, 404, 200, 200]
    assert answers(applicant, "/dashboard/decisions/", decision, "/certificates/", page) == [403, 404, 200, 200]
    assert answers(stranger, "/certificates/", page, page + "pdf/", decision) == [200, 404, 404, 404]
    for address in ("vote/", "step-aside/"):
        assert client_of(stranger).post(decision + address).status_code == 404
        assert client_of(officer).post(decision + address).status_code == 404
    assert client_of(stranger).post(page + "seal/").status_code == 404
    assert [Client().get(address).status_code for address in ("/dashboard/decisions/", page)] == [302, 302]


def test_a_client_finds_the_own_certificate_only(certificate, applicant, stranger, reads):
    assert certificate.reference in reads(applicant, "/certificates/")
    text = reads(stranger, "/certificates/")
    assert certificate.reference not in text
    assert "You hold no certificate yet" in text


def test_take_up_vote_and_grant_through_the_pages(organisation, members, manager, client_of, reads):
    audit = audits.reported(organisation)
    page = reads(members[0], "/dashboard/decisions/")
    assert f"/dashboard/decisions/take-up/{audit.reference}/" in page
    answer = client_of(members[0]).post(f"/dashboard/decisions/take-up/{audit.reference}/", follow=True)
    decision = Decision.objects.get()
    assert answer.redirect_chain == [(f"/dashboard/decisions/{decision.reference}/", 302)]
    for member in members:
        facts = {"vote-position": "grant", "vote-reason": "充分。", "vote-declares_no_interest": "on"}
        answer = client_of(member).post(f"{decision.get_absolute_url()}vote/", facts, follow=True)
        assert sentences(answer) in (["Your vote is cast."], ["表决已提交。"])
    page = reads(manager, decision.get_absolute_url())
    assert "The votes carry granting." in page
    assert f'action="/steps/decision/{decision.reference}/grant/"' in page
    client_of(manager).post(f"/steps/decision/{decision.reference}/grant/")
    assert Certificate.objects.get().decision == decision
    page = reads(members[0], decision.get_absolute_url())
    assert f'href="/certificates/{Certificate.objects.get().reference}/"' in page


def test_a_mistake_in_a_vote_keeps_what_was_typed(decision, members, client_of):
    members[0].__class__.objects.update(language="en")
    before = Event.objects.count()
    address = f"{decision.get_absolute_url()}vote/"
    answer = client_of(members[0]).post(address, {"vote-position": "refuse", "vote-reason": "理由写了一半"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Declare that you have no interest in the client, or step aside." in text
    assert "理由写了一半" in text
    answer = client_of(members[0]).post(address, {"vote-position": "veto", "vote-reason": " "})
    assert answer.status_code == 422
    assert "Give the reasons for your vote." in answer.content.decode()
    assert (decision.votes.count(), Event.objects.count()) == (0, before)


def test_stepping_aside_through_the_page(decision, members, client_of, reads):
    address = f"{decision.get_absolute_url()}step-aside/"
    client = client_of(members[0])
    assert (
        client.post(address, {"aside-kind": "relative", "aside-note": "", "aside-until": "2999-01-01"}).status_code
        == 422
    )
    assert members[0].interests.count() == 0
    answer = client.post(address, {"aside-kind": "relative", "aside-note": "近亲属。"}, follow=True)
    assert answer.redirect_chain == [("/dashboard/decisions/", 302)]
    assert members[0].interests.get().organisation == decision.organisation
    assert "You keep out of this case" in reads(members[0], decision.get_absolute_url())


def test_the_dossier_is_complete(organisation, members, reads):
    decision = cases.opened(
        organisation,
        members=members,
        nonconformities=["minor"],
        specials=["own_rules"],
        bonus="首创上门检测。",
        exclusions={"5.2.3.3": "不需要安装调试。"},
        findings={
            "5.2.4.5": {"outcome": "not_met", "remark": "未提供代用品。"},
            "5.1.5.2": {"outcome": "sampled", "drawn": 20, "failed": 3, "remark": "三份缺签字。"},
            "5.2.3.3": {"outcome": "excluded", "reason": "不需要安装调试。"},
        },
    )
    page = reads(members[0], decision.get_absolute_url())
    for wanted in (
        decision.score_sheet.result["score"], "Needs 3 more votes.", "No open problem", "未提供代用品。",
        "3 of 20 samples failed.", "Does not apply: 不需要安装调试。", "首创上门检测。", "未按公示期限上门服务。",
        "抽查的工单缺少客户签字。", "员工培训不足。", "每季度培训并考核。", "查看了培训记录，措施有效。",
        "服务网点多。", "建议通过认证。", audits.leader_of(decision.audit).name, "no interest", "朝阳服务站",
        decision.audit.application.agreement.reference, decision.score_sheet.sha256, "ASM-2023-0101",
        f"/audits/{decision.audit.reference}/report.pdf", f"/audits/{decision.audit.reference}/score-sheet.json",
        "picture-score-band", "picture-radar",
    ):  # fmt: skip
        assert wanted in page, wanted
    assert page.count('class="timeline-item"') > 10


def test_lists_search_filter_and_sort(certificate, organisation, members, manager, reads):
    other = OrganisationFactory(name="上海速达服务有限公司", members=[PersonFactory()])
    suspended = cases.granted(other, members=members, manager=manager)
    perform(suspended, "suspend", by=manager, note="x")

    def found(**query):
        text = reads(manager, "/certificates/", **query)
        return [c.reference for c in (certificate, suspended) if f'href="{c.get_absolute_url()}"' in text]

    both = [certificate.reference, suspended.reference]
    assert found() == both
    assert found(q="上海 速达") == [suspended.reference]
    assert found(q=organisation.uscc) == [certificate.reference]
    assert found(state="suspended") == [suspended.reference]
    assert found(level="five_star", sort="-expires") == both
    assert found(level="qualified") == []
    assert found(state="nonsense", sort="nonsense", expiring="x", level="five_star", page="99") == both
    with on(certificate.expires_on - 60 * DAY):
        assert found(expiring="90") == both
    with on(certificate.expires_on + DAY):
        assert found(state="expired") == both
        assert found(state="valid") == []
        assert found(expiring="90") == []
    text = reads(manager, "/dashboard/decisions/", q="上海", state="granted", sort="-organisation")
    assert suspended.decision.reference in text
    assert certificate.decision.reference not in text
    assert "Nothing fits the search" in reads(manager, "/dashboard/decisions/", state="refused")


def test_the_pages_of_a_certificate(organisation, members, manager, applicant, audit_manager, reads, client_of):
    certificate = cases.sealed(organisation, members=members, manager=manager)
    page = reads(applicant, certificate.get_absolute_url())
    for wanted in (certificate.seal.stored.sha256, "Download the PDF", certificate.uscc, f"{certificate.reference}-S1"):
        assert wanted in page
    assert "/steps/" not in page
    assert manager.name not in page
    answer = client_of(applicant).get(f"{certificate.get_absolute_url()}pdf/")
    assert answer["Content-Disposition"] == f'attachment; filename="{certificate.reference}.pdf"'
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert "/steps/certificate/" in reads(manager, certificate.get_absolute_url())
    assert "/steps/surveillance/" in reads(audit_manager, certificate.get_absolute_url())


def test_a_sealing_that_failed_shows_its_error_to_managers_who_try_again(
    certificate, manager, applicant, reads, client_of
):
    Seal.objects.update(last_error="SigningKeyMissing: kein Schlüssel", attempts=2, claimed_at=certificate.created_at)
    page = certificate.get_absolute_url()
    assert "SigningKeyMissing" in reads(manager, page)
    assert "2 attempts so far." in reads(manager, page)
    text = reads(applicant, page)
    assert "SigningKeyMissing" not in text
    assert "/seal/" not in text
    client_of(applicant).post(f"{page}seal/")
    assert Seal.objects.get().claimed_at is not None
    client_of(manager).post(f"{page}seal/")
    assert Seal.objects.get().claimed_at is None
    assert Event.objects.of(certificate).filter(name="seal_again").count() == 1
    assert client_of(applicant).get(f"{page}pdf/").status_code == 404


def test_reading_costs_the_same_however_many_there_are(certificate, members, manager, client_of):
    client = client_of(manager)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/certificates/").status_code == 200
        return len(captured)

    one = queries()
    for _ in range(2):
        cases.granted(OrganisationFactory(members=[PersonFactory()]), members=members, manager=manager)
    assert queries() == one


def test_surveillances_are_listed_for_staff_and_late_ones_found_at_once(certificate, audit_manager, applicant, reads):
    first = certificate.surveillances.order_by("number").first()
    reads(applicant, "/surveillances/", status=403)
    assert first.reference in reads(audit_manager, "/surveillances/")
    assert first.reference not in reads(audit_manager, "/surveillances/", due="late")
    with on(first.due_on + DAY):
        assert first.reference in reads(audit_manager, "/surveillances/", due="late")
        assert certificate.reference in reads(audit_manager, "/certificates/", surveillance="late")
    with on(first.due_on - 10 * DAY):
        assert certificate.reference in reads(audit_manager, "/certificates/", surveillance="30")
        assert certificate.reference not in reads(audit_manager, "/certificates/", surveillance="late")
