"""The journal and the outbox can be looked at, by managers, and not written."""

import pytest
from django.contrib.contenttypes.models import ContentType
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


def test_a_row_of_the_journal_and_of_the_outbox_is_named_and_read_in_words(rows, manager, client_of):
    event, notice = rows
    assert str(event) == "A-2026-0001 撤回了申请"
    client = client_of(manager)
    page = client.get(reverse("admin:workflow_event_change", args=[event.pk])).content.decode()
    for words in ("撤回了申请", "草稿", "reason", event.actor_name, "之前状态", "备注"):
        assert words in page
    for field in ("Case type", "State before", "Actor", "Facts", "withdraw"):
        assert field not in page
    page = client.get(reverse("admin:workflow_notice_change", args=[notice.pk])).content.decode()
    assert "电子邮件" in page
    assert "Channel" not in page


def test_the_filters_are_named_in_words_and_filter(rows, manager, client_of):
    client = client_of(manager)
    kind = ContentType.objects.get_for_model(rows[0].case)
    untold = ContentType.objects.get_for_model(Notice)

    def found(model, **chosen):
        page = client.get(reverse(f"admin:workflow_{model}_changelist"), chosen)
        assert "以 " not in page.content.decode()
        return page.context["cl"].result_count

    assert (found("event", kind=kind.pk), found("event", kind=untold.pk)) == (1, 0)
    by_mail = Notice.objects.filter(channel="email").count()
    assert (found("notice", way="email"), found("notice")) == (by_mail, Notice.objects.count())
    waiting = Notice.objects.filter(sent_at=None).count()
    assert (found("notice", sent="no"), found("notice", sent="yes")) == (waiting, Notice.objects.count() - waiting)
