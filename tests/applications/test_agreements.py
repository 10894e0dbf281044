"""The agreement: frozen terms, a PDF that says them, and acceptance of that very document."""

import datetime
from decimal import Decimal

import pytest

from applications import actions
from applications.models import FeeItem
from printing.readback import page_texts
from tests.applications import cases
from tests.applications.proof import prove_refused
from workflow import clock
from workflow.engine import perform
from workflow.machine import NotAllowed, NoteMissing, Obstructed, WrongState
from workflow.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(organisation, officer):
    return cases.offered(organisation, officer=officer)


def test_accepting_the_application_freezes_the_terms(organisation, applicant, officer):
    with clock.pretend(datetime.datetime(2026, 5, 6, 1, 0, tzinfo=datetime.UTC)):
        application = cases.reviewed(organisation, officer=officer)
        actions.fix_effort(application, by=officer, days=Decimal("4.5"), days_reason="场所分散。")
        event = perform(application, "accept", by=officer)
    agreement = application.agreement
    assert (agreement.reference, application.state) == ("C-2026-0001", "offered")
    assert agreement.terms["client"] == {
        "name": "北京诚信家电有限公司",
        "name_en": "Beijing Chengxin Appliances Co., Ltd.",
        "uscc": organisation.uscc,
        "address": organisation.address,
        "address_en": organisation.address_en,
        "legal_representative": "李明",
    }
    wanted = ("reference", "application", "date", "standard", "edition_version", "days", "outlets_to_visit", "fee")
    assert {name: agreement.terms[name] for name in wanted} == {
        "reference": "C-2026-0001",
        "application": application.reference,
        "date": "2026-05-06",
        "standard": "GB/T 27922-2011",
        "edition_version": 1,
        "days": "4.5",
        "outlets_to_visit": 2,
        "fee": "27500.00",
    }
    assert event.facts == {
        "agreement": "C-2026-0001",
        "sha256": agreement.stored.sha256,
        "fee": "27500.00",
        "days": "4.5",
    }
    assert {notice.recipient for notice in Notice.objects.filter(event=event)} == {applicant}


def test_the_pdf_says_the_terms_in_both_languages(application):
    with application.agreement.stored.content.open() as stored:
        text = "".join("".join(page_texts(stored.read())).split())
    for words in (
        "北京诚信家电有限公司",
        "BeijingChengxinAppliancesCo.,Ltd.",
        application.organisation.uscc,
        "家用电器的销售及售后服务",
        "Saleandafter-salesserviceofhouseholdappliances",
        application.agreement.reference,
        "朝阳服务站",
        "25000.00",
        "认证服务合同",
        "Certificationagreement",
        "监督审核",
        "surveillanceaudit",
    ):
        assert words in text, words


def test_the_offer_does_not_change_with_the_tariff(application):
    FeeItem.objects.update(amount=Decimal(1))
    application.agreement.refresh_from_db()
    assert application.agreement.terms["fee"] == "25000.00"


def test_a_name_that_cannot_be_printed_stops_the_offer_with_the_character_named(organisation, officer):
    organisation.name = "北京𓀀家电有限公司"
    organisation.save()
    application = cases.reviewed(organisation, officer=officer)
    with prove_refused(
        "The agreement cannot be printed. “name of the organisation” contains the character 𓀀 (U+13000 EGYPTIAN "
        "HIEROGLYPH A001), which our fonts cannot print. Use another form of it.",
        kind=Obstructed,
    ):
        perform(application, "accept", by=officer)


def test_accepting_the_agreement_keeps_name_time_and_hash(application, applicant, officer, audit_manager):
    agreement = application.agreement
    moment = clock.now()
    with clock.pretend(moment):
        event = perform(application, "agree", by=applicant, name="  王小明 ", sha256=agreement.stored.sha256)
    agreement.refresh_from_db()
    assert application.state == "agreed"
    assert (agreement.accepted_by, agreement.accepted_name, agreement.accepted_at) == (applicant, "王小明", moment)
    assert agreement.accepted_sha256 == agreement.stored.sha256
    assert event.facts == {
        "agreement": agreement.reference,
        "name": "王小明",
        "sha256": agreement.stored.sha256,
    }
    assert {notice.recipient for notice in Notice.objects.filter(event=event)} == {officer, audit_manager}


def test_without_a_name_nothing_is_accepted(application, applicant):
    for facts in ({}, {"name": " ", "sha256": application.agreement.stored.sha256}):
        with prove_refused("Open the agreement, and type your name to accept it.", kind=Obstructed):
            perform(application, "agree", by=applicant, **facts)


@pytest.mark.parametrize("sha256", ["", "0" * 64, None])
def test_another_document_than_the_stored_one_is_not_accepted(application, applicant, sha256):
    sentence = "The agreement you read is not the one on file. Reload the page, read it again and accept it."
    with prove_refused(sentence, kind=Obstructed):
        perform(application, "agree", by=applicant, name="王小明", sha256=sha256)


def test_only_the_applicant_accepts_or_declines(application, stranger, officer, audit_manager, manager):
    for person in (stranger, officer, audit_manager, manager):
        with prove_refused(kind=NotAllowed):
            perform(application, "agree", by=person, name="x", sha256=application.agreement.stored.sha256)
        with prove_refused(kind=NotAllowed):
            perform(application, "decline", by=person, note="x")


def test_declining_needs_a_reason_and_ends_the_case(application, applicant, officer):
    with prove_refused("Why do you decline the agreement?", kind=NoteMissing):
        perform(application, "decline", by=applicant)
    event = perform(application, "decline", by=applicant, note="费用过高。")
    assert (application.state, application.is_closed) == ("withdrawn", True)
    assert {notice.recipient for notice in Notice.objects.filter(event=event)} == {officer}
    with prove_refused(kind=WrongState):
        perform(application, "agree", by=applicant, name="x", sha256=application.agreement.stored.sha256)


def test_an_agreement_is_accepted_once(application, applicant):
    facts = {"name": "王小明", "sha256": application.agreement.stored.sha256}
    perform(application, "agree", by=applicant, **facts)
    with prove_refused(kind=WrongState):
        perform(application, "agree", by=applicant, **facts)
