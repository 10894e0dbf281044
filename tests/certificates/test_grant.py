"""The grant: everything is read again when the button is pressed, and either all of it happens or nothing."""

import datetime
import json

import pytest
from django.core import mail
from django.db import connection

from accounts.actions import declare_interest, grant_role, revoke_role
from accounts.models import Organisation
from accounts.roles import Role
from audits.actions import raise_nonconformity
from audits.actions.findings import record_finding
from audits.models import Nonconformity
from certificates.actions import take_up
from certificates.models import Certificate, CertificateSerial, Seal, Surveillance
from tests.audits import cases as audits
from tests.certificates import cases
from tests.factories import PersonFactory
from workflow import clock
from workflow.engine import available_steps, perform
from workflow.machine import NotAllowed, Obstructed, WrongState
from workflow.models import Event, Notice

pytestmark = pytest.mark.django_db
FIVE_LOST = {"5.2.4.5": {"outcome": "not_met", "remark": "未提供代用品。"}}


def assert_refused(decision, by, step="grant", refusal=Obstructed, note=""):
    before = Event.objects.count(), Notice.objects.count()
    with pytest.raises(refusal) as caught:
        perform(decision, step, by=by, note=note)
    decision.refresh_from_db()
    assert (decision.state, decision.decided_at) == ("open", None)
    assert (Event.objects.count(), Notice.objects.count()) == before
    assert not Certificate.objects.exists()
    assert not CertificateSerial.objects.filter(value__gt=0).exists()
    assert decision.audit.state == "reported"
    return caught.value.sentences


def test_a_grant_makes_everything_at_once(organisation, members, manager, officer, applicant):
    decision = cases.voted(organisation, members=members, findings=FIVE_LOST)
    event = perform(decision, "grant", by=manager)
    certificate, today = Certificate.objects.get(), clock.today()
    assert decision.state == "granted"
    assert decision.audit.__class__.objects.get(pk=decision.audit.pk).state == "decided"
    assert certificate.reference == f"000{today:%y}SC00001R0"
    assert (certificate.state, certificate.level) == ("valid", decision.score_sheet.level)
    assert (certificate.holder, certificate.uscc) == ("北京诚信家电有限公司", organisation.uscc)
    assert certificate.scope == "家用电器的销售及售后服务"
    assert [site["name"] for site in certificate.sites] == ["总部", "朝阳服务站", "通州服务站", "天津服务站"]
    assert (certificate.issued_on, certificate.first_issued_on) == (today, today)
    assert certificate.expires_on == today.replace(year=today.year + 3) - datetime.timedelta(days=1)
    assert [(s.reference, s.due_on.year) for s in certificate.surveillances.all()] == [
        (f"{certificate.reference}-S1", today.year + 1),
        (f"{certificate.reference}-S2", today.year + 2),
    ]
    assert (certificate.seal.stored, certificate.seal.sealed_at) == (None, None)
    assert event.facts == {
        "certificate": certificate.reference,
        "level": certificate.level,
        "votes": {"grant": 3},
        "votes_set_aside": [],
    }
    assert [e.name for e in Event.objects.of(certificate)] == ["issue"]
    told = set(event.notices.filter(channel="email").values_list("recipient__email", flat=True))
    assert {applicant.email, officer.email} <= told
    assert manager.email not in told


def test_what_was_certified_does_not_change_with_the_organisation(certificate):
    Organisation.objects.update(name="改名有限公司", address="别处")
    fresh = Certificate.objects.get()
    assert (fresh.holder, fresh.address) == ("北京诚信家电有限公司", "北京市海淀区中关村大街1号")


def test_without_a_quorum_or_a_majority_nothing_is_granted(decision, members, manager):
    assert assert_refused(decision, manager) == ["The quorum is 3; 3 more votes are needed."]
    cases.vote(decision, by=members[0])
    cases.vote(decision, by=members[1], position="refuse")
    assert assert_refused(decision, manager) == ["The quorum is 3; 1 more vote is needed."]
    cases.vote(decision, by=members[2], position="send_back")
    assert assert_refused(decision, manager) == ["1 of 3 votes are for granting; 2 are needed."]
    assert assert_refused(decision, manager, "refuse", note="x") == ["1 of 3 votes are for refusing; 2 are needed."]
    for position in ("grant", "grant"):
        cases.vote(decision, by=PersonFactory(roles=["member"]), position=position)
    assert assert_refused(decision, manager) == ["3 of 5 votes are for granting; 4 are needed."]
    cases.vote(decision, by=PersonFactory(roles=["member"]))
    perform(decision, "grant", by=manager)
    assert Certificate.objects.count() == 1


def test_only_an_impartial_manager_grants(voted, members, manager, officer, organisation):
    for person in (members[0], officer, voted.organisation.people.first()):
        assert_refused(voted, person, refusal=NotAllowed)
    for person in (audits.leader_of(voted.audit), voted.audit.application.document_evaluation.evaluator):
        grant_role(person, Role.MANAGER, by=None)
        assert_refused(voted, person, refusal=NotAllowed)
    declare_interest(manager, organisation, kind="ownership", note="持股。")
    assert_refused(voted, manager, refusal=NotAllowed)


def test_a_vote_of_a_member_who_lost_the_seat_does_not_carry(voted, members, manager):
    revoke_role(members[2], Role.MEMBER, by=manager)
    assert assert_refused(voted, manager) == ["The quorum is 3; 1 more vote is needed."]
    cases.vote(voted, by=PersonFactory(roles=["member"]))
    event = perform(voted, "grant", by=manager)
    set_aside = voted.votes.get(user=members[2])
    assert (event.facts["votes"], event.facts["votes_set_aside"]) == ({"grant": 3}, [set_aside.pk])


def test_a_nonconformity_that_came_back_stands_in_the_way(organisation, members, manager):
    decision = cases.voted(organisation, members=members, nonconformities=["minor"])
    one = Nonconformity.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audits_nonconformity SET state = 'answered'")
    assert assert_refused(decision, manager) == [f"These nonconformities are not closed: {one.reference}."]


def test_a_score_that_does_not_pass_is_never_granted(organisation, members, manager):
    specials = ["law", "own_rules", "trade_need", "system_operation", "law"]
    decision = cases.voted(organisation, members=members, specials=specials)
    assert decision.score_sheet.level == "not_passed"
    assert assert_refused(decision, manager) == [
        "The score sheet says “not passed” (95); certification cannot be granted."
    ]


def test_an_edition_that_nobody_approved_certifies_nobody_but_in_a_demonstration(voted, manager, settings):
    settings.DEMONSTRATION = False
    (sentence,) = assert_refused(voted, manager)
    assert sentence == f"The edition {voted.score_sheet.edition} has not been approved; no certificate is issued on it."
    settings.DEMONSTRATION = True
    perform(voted, "grant", by=manager)
    assert Certificate.objects.count() == 1


def test_one_living_certificate_to_an_organisation(certificate, organisation, members, manager):
    decision = cases.voted(organisation, members=members)
    with pytest.raises(Obstructed) as refusal:
        perform(decision, "grant", by=manager)
    assert refusal.value.sentences == [
        f"The organisation already holds certificate {certificate.reference}, valid until {certificate.expires_on}."
    ]
    assert Certificate.objects.get() == certificate
    perform(certificate, "cancel", by=manager, note="企业申请注销。")
    perform(decision, "grant", by=manager)
    assert [c.reference[-7:] for c in Certificate.objects.order_by("pk")] == ["00001R0", "00002R0"]


@pytest.mark.parametrize("damage", ["sheet", "result", "level", "sheet and hash"])
def test_a_score_sheet_changed_in_the_database_is_found_out(organisation, members, manager, damage):
    decision = cases.voted(organisation, members=members, findings=FIVE_LOST)
    tamper(decision.score_sheet, damage)
    decision = decision.__class__.objects.get(pk=decision.pk)
    (sentence,) = assert_refused(decision, manager)
    assert sentence == {
        "result": "Recomputing the frozen score sheet gives another result; the sheet has been damaged.",
        "level": "Recomputing the frozen score sheet gives another result; the sheet has been damaged.",
    }.get(damage, "The score sheet is no longer the one that was frozen with the report: its SHA-256 differs.")


def tamper(score_sheet, damage):
    """As somebody with the database's password would."""
    import hashlib

    from audits.models.findings import canonical

    sheet = score_sheet.sheet | {"findings": score_sheet.sheet["findings"] | {"5.2.4.5": {"outcome": "met"}}}
    columns = {
        "sheet": {"sheet": json.dumps(sheet)},
        "result": {"result": json.dumps(score_sheet.result | {"score": "100.00"})},
        "level": {"level": "three_star"},
        "sheet and hash": {"sheet": json.dumps(sheet), "sha256": hashlib.sha256(canonical(sheet)).hexdigest()},
    }[damage]
    with connection.cursor() as cursor:
        for column, value in columns.items():
            cursor.execute(f"UPDATE audits_scoresheet SET {column} = %s WHERE id = %s", [value, score_sheet.pk])  # noqa: S608


def test_a_name_our_fonts_lack_is_refused_with_the_character_named(voted, manager):
    Organisation.objects.update(name="北京\U00013000家电有限公司")
    voted = voted.__class__.objects.get(pk=voted.pk)
    (sentence,) = assert_refused(voted, manager)
    assert "“name of the organisation” contains the character \U00013000 (U+13000 EGYPTIAN HIEROGLYPH A001)" in sentence
    assert sentence in [str(s) for t, found in available_steps(voted, manager) if t.name == "grant" for s in found]


def test_a_refusal_gives_its_reasons_to_the_client_and_ends_the_audit(organisation, members, manager, applicant):
    decision = cases.voted(organisation, members=members, positions=["refuse", "refuse", "grant"])
    event = perform(decision, "refuse", by=manager, note="特别扣分项反映体系运行不足。")
    decision.refresh_from_db()
    assert (decision.state, decision.decided_at is None) == ("refused", False)
    assert decision.audit.__class__.objects.get(pk=decision.audit_id).state == "decided"
    assert event.notices.filter(recipient=applicant, channel="email").count() == 1
    assert event.facts["votes"] == {"refuse": 2, "grant": 1}
    assert (Certificate.objects.count(), Seal.objects.count(), Surveillance.objects.count()) == (0, 0, 0)
    with pytest.raises(WrongState):
        perform(decision, "grant", by=manager)
    assert mail.outbox == []


def test_what_was_sent_back_comes_again_as_a_new_round(organisation, members, manager):
    decision = cases.voted(organisation, members=members, positions=["send_back", "send_back", "grant"])
    audit = decision.audit
    perform(decision, "send_back", by=manager, note="请补充抽样记录。")
    audit.refresh_from_db()
    assert (decision.state, audit.state) == ("sent_back", "rectifying")
    leader = audits.leader_of(audit)
    record_finding(audit, "5.2.4.5", by=leader, revision=1, **FIVE_LOST["5.2.4.5"])
    raise_nonconformity(audit, by=leader, kind="minor", clause="5.1.1.1", text="记录不全。")
    audits.close(audit.nonconformities.get())
    perform(audit, "report", by=leader)
    again = take_up(audit, by=members[1])
    assert (again.pk == decision.pk, again.score_sheet.number, again.votes.count()) == (False, 2, 0)
    for member in members:
        cases.vote(again, by=member)
    perform(again, "grant", by=manager)
    assert Certificate.objects.get().score_sheet == again.score_sheet
