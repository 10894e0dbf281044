"""The team of an audit reads and writes the messages of its case; nobody reads them through an audit of another's."""

import pytest
from django.urls import reverse

from applications.actions import write_message
from applications.models import Message
from audits.models import TeamMember
from tests.applications.cases import pdf
from tests.factories import AuditorFactory

pytestmark = pytest.mark.django_db


def address(audit):
    return reverse("audit_messages", args=[audit.reference])


def test_the_team_reads_writes_and_the_client_is_told(on_site, auditor, applicant, browse):
    message = write_message(on_site.application, "停车场在东门。", by=applicant, upload=pdf("路线.pdf"))
    browser = browse(auditor)
    assert "停车场在东门。" in browser.get(address(on_site)).content.decode()
    assert browser.get(f"{address(on_site)}{message.pk}/file/").status_code == 200
    answer = browser.post(address(on_site), {"text": "谢谢，九点到。"})
    assert (answer.status_code, answer["Location"]) == (302, f"{address(on_site)}#write")
    newest = Message.objects.last()
    assert (newest.text, newest.role) == ("谢谢，九点到。", "auditor")
    event = on_site.application.last_event("send_message")
    assert {notice.recipient for notice in event.notices.all()} == {applicant}
    assert f'href="{address(on_site)}"' in browser.get(on_site.get_absolute_url()).content.decode()


def test_nobody_but_the_team(on_site, applicant, other_auditor, member, stranger, browse):
    write_message(on_site.application, "内情", by=applicant)
    taken_off = on_site.team.get(user=other_auditor)
    TeamMember.objects.filter(pk=taken_off.pk).update(removed_at=taken_off.appointed_at)
    for person, status in (
        (other_auditor, 403),
        (member, 403),
        (applicant, 403),
        (AuditorFactory(), 404),
        (stranger, 404),
    ):
        browser = browse(person)
        assert browser.get(address(on_site)).status_code == status
        assert browser.post(address(on_site), {"text": "不该出现"}).status_code == status
    assert Message.objects.count() == 1
