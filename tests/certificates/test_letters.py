"""Letters: who is told reads what happened, in their language, with a link that they can open."""

import re

import pytest
from django.test import Client

from certificates.tasks import remind_surveillances
from tests.certificates import cases
from tests.certificates.test_lifecycle import DAY, on
from workflow.engine import perform
from workflow.letters import compose
from workflow.models import Notice

pytestmark = pytest.mark.django_db


def letters(event):
    return [compose(notice) for notice in event.notices.filter(channel="email").select_related("recipient")]


def assert_readable(event, client_of):
    """Every letter has a subject, a body, and one link that its reader can open."""
    sent = list(event.notices.filter(channel="email").select_related("recipient", "event"))
    assert sent
    for notice in sent:
        letter = compose(notice)
        assert letter.subject
        assert "{{" not in letter.body
        assert "%(" not in letter.body
        (address,) = re.findall(r"http://127\.0\.0\.1:8000(/\S+)", letter.body)
        assert client_of(notice.recipient).get(address).status_code == 200, (notice.recipient.email, address)
    return sent


def test_grant_and_every_change_of_a_certificate(voted, manager, audit_manager, officer, client_of):
    event = perform(voted, "grant", by=manager)
    certificate = voted.certificate
    people = {notice.recipient for notice in assert_readable(event, client_of)}
    assert {officer, audit_manager} <= people
    for step in ("suspend", "restore", "cancel"):
        event = perform(certificate, step, by=manager, note=f"理由：{step}")
        assert_readable(event, client_of)
        assert all(f"理由：{step}" in letter.body for letter in letters(event))


def test_the_client_reads_why_it_was_refused(organisation, members, manager, applicant, client_of):
    decision = cases.voted(organisation, members=members, positions=["refuse"] * 3)
    type(applicant).objects.filter(pk=applicant.pk).update(language="en")
    event = perform(decision, "refuse", by=manager, note="体系运行不足三个月。")
    assert_readable(event, client_of)
    (letter,) = [compose(n) for n in event.notices.filter(recipient=applicant, channel="email")]
    assert letter.subject == "Certification refused: 北京诚信家电有限公司"
    assert "Reason:\n> 体系运行不足三个月。" in letter.body
    assert "within 30 days" in letter.body


def test_withdrawal_expiry_surveillance_and_reminder(certificate, manager, audit_manager, client_of):
    first, second = certificate.surveillances.all()
    with on(first.due_on - 60 * DAY):
        remind_surveillances()
        assert_readable(first.last_event("remind"), client_of)
        assert_readable(perform(first, "hold", by=audit_manager, note="已监督。"), client_of)
    with on(second.due_on):
        remind_surveillances()
        (letter, *_rest) = letters(second.last_event("remind"))
        assert certificate.reference in letter.subject
    with on(certificate.expires_on + DAY):
        assert_readable(perform(certificate, "expire", by=None), client_of)


def test_no_letter_names_a_voter_or_a_position(organisation, members, manager):
    decision = cases.voted(organisation, members=members, positions=["refuse", "refuse", "grant"])
    event = perform(decision, "refuse", by=manager, note="理由。")
    text = "\n".join(letter.subject + letter.body for letter in letters(event))
    assert [member.name for member in members if member.name in text] == []
    assert cases.REASON not in text


def test_nobody_outside_is_told(certificate, stranger):
    assert not Notice.objects.filter(recipient=stranger).exists()
    assert Client().get(certificate.get_absolute_url()).status_code == 302
