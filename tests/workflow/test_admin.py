"""The journal and the outbox can be looked at, by managers, and not written."""

import pytest
from django.urls import reverse

from workflow.engine import perform
from workflow.models import Event, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(draft, applicant, officer):
    perform(draft, "withdraw", by=applicant, note="reason")
    return Event.objects.of(draft).get(), Notice.objects.get(channel="email")


def test_a_manager_finds_an_event_by_reference(rows, manager, client_of):
    client = client_of(manager)
    page = client.get(reverse("admin:workflow_event_changelist"), {"q": "A-2026-0001"})
    assert [event.name for event in page.context["cl"].result_list] == ["withdraw"]
    assert client.get(reverse("admin:workflow_event_change", args=[rows[0].pk])).status_code == 200
    assert client.get(reverse("admin:workflow_notice_changelist"), {"q": "A-2026"}).status_code == 200


@pytest.mark.parametrize("model", ["event", "notice"])
def test_nobody_adds_changes_or_deletes(rows, manager, client_of, model):
    client, row = client_of(manager), rows[0] if model == "event" else rows[1]
    counts = Event.objects.count(), Notice.objects.count()
    assert client.get(reverse(f"admin:workflow_{model}_add")).status_code == 403
    assert client.post(reverse(f"admin:workflow_{model}_change", args=[row.pk]), {"note": "forged"}).status_code == 403
    assert client.post(reverse(f"admin:workflow_{model}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    client.post(
        reverse(f"admin:workflow_{model}_changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
    )
    assert (Event.objects.count(), Notice.objects.count()) == counts


def test_nobody_else_gets_in(rows, officer, member, applicant, client_of):
    for person in (officer, member, applicant):
        answer = client_of(person).get(reverse("admin:workflow_event_changelist"), follow=True)
        assert answer.status_code == 403


def test_a_list_reads_in_words_and_in_the_frame_of_the_product(rows, manager, client_of):
    page = client_of(manager).get(reverse("admin:workflow_event_changelist")).content.decode()
    assert '<td class="field-deed">撤回了申请</td>' in page
    assert '<td class="field-before">草稿</td>' in page
    assert 'class="side side-nav"' in page
    assert "css/admin.css" in page
    assert "admin/css/" not in page
    assert "<style" not in page


def test_only_our_own_tables_are_looked_after_here(rows, manager, client_of):
    page = client_of(manager).get(reverse("admin:index"))
    assert {app["app_label"] for app in page.context["app_list"]} == {
        "applications",
        "certificates",
        "scoring",
        "workflow",
    }
