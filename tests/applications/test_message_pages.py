"""The page of the thread: both sides read it, nobody else; what was typed survives; hostile text stays text."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.actions import declare_interest
from applications import actions
from applications.models import Message, Reading
from files.models import HeldFile
from tests.applications import cases
from workflow import clock

pytestmark = pytest.mark.django_db
QUERIES = 7
HOSTILE = '<script>alert("x")</script> {{ 7|add:7 }} <a href="javascript:x">'


@pytest.fixture
def application(organisation, officer, audit_manager):
    return cases.submitted(organisation)


def address(application):
    return reverse("application_messages", args=[application.reference])


def page(browser, application):
    answer = browser.get(address(application))
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_sides_write_to_each_other(application, applicant, officer, browser_of):
    mine, theirs = browser_of(applicant), browser_of(officer)
    answer = mine.post(address(application), {"text": "请问还缺什么？", "key": str(uuid.uuid4())}, follow=True)
    assert answer.redirect_chain == [(f"{address(application)}#write", 302)]
    assert "The message is sent." in answer.content.decode()
    assert "请问还缺什么？" in page(theirs, application)
    theirs.post(address(application), {"text": "不缺。"})
    assert [m.text for m in application.messages.all()] == ["请问还缺什么？", "不缺。"]
    thread = page(mine, application)
    assert thread.index("请问还缺什么？") < thread.index("不缺。")


def test_the_client_reads_roles_and_staff_read_names(application, applicant, officer, browser_of):
    actions.write_message(application, "答复", by=officer)
    seen = page(browser_of(applicant), application)
    assert "Officer (market department)" in seen
    assert "陈市场" not in seen
    assert "陈市场 · Officer (market department)" in page(browser_of(officer), application)


def test_opening_the_thread_notes_what_was_read(application, applicant, officer, browser_of):
    actions.write_message(application, "答复", by=officer)
    assert "Sent, not read yet" in page(browser_of(officer), application)
    assert Reading.objects.count() == 0
    page(browser_of(applicant), application)
    assert [(r.message.text, r.person) for r in Reading.objects.all()] == [("答复", applicant)]
    assert "Read by the organisation:" in page(browser_of(officer), application)


def test_new_is_said_once(application, applicant, officer, browser_of):
    actions.write_message(application, "答复", by=officer)
    browser = browser_of(applicant)
    badge = re.compile(r'data-tone="warning"[^>]*>.*?New', re.S)
    assert badge.search(page(browser, application))
    assert not badge.search(page(browser, application))


@pytest.mark.parametrize("who", ["auditor", "member"])
def test_staff_who_take_no_part_are_kept_out(application, applicant, who, browser_of, request):
    message = actions.write_message(application, "内情", by=applicant, upload=cases.pdf("内情.pdf"))
    browser = browser_of(request.getfixturevalue(who))
    for place in (address(application), reverse("message_file", args=[application.reference, message.pk])):
        assert browser.get(place).status_code == 403
    assert browser.post(address(application), {"text": "x"}).status_code == 403
    case = browser.get(application.get_absolute_url())
    assert (case.status_code, "内情" in case.content.decode()) == (200, False)
    assert Message.objects.count() == 1


def test_an_interest_keeps_out(application, organisation, officer, browser_of):
    declare_interest(officer, organisation, kind="relative", note="x", until=clock.today())
    assert browser_of(officer).get(address(application)).status_code == 403


def test_a_stranger_finds_nothing(application, applicant, stranger, browser_of):
    message = actions.write_message(application, "内情", by=applicant, upload=cases.pdf())
    browser = browser_of(stranger)
    places = [address(application), reverse("message_file", args=[application.reference, message.pk])]
    assert {browser.get(place).status_code for place in places} == {404}
    assert browser.post(address(application), {"text": "x"}).status_code == 404
    own = cases.submitted(stranger.organisations.get())
    assert browser.get(reverse("message_file", args=[own.reference, message.pk])).status_code == 404


def test_a_file_comes_back_as_it_was_given(application, applicant, officer, browser_of):
    upload = cases.pdf("说明.pdf", words="message")
    content = upload.read()
    upload.seek(0)
    browser_of(applicant).post(address(application), {"text": "见附件", "file": upload})
    message = Message.objects.get()
    got = browser_of(officer).get(reverse("message_file", args=[application.reference, message.pk]))
    assert b"".join(got.streaming_content) == content
    assert "说明.pdf" in page(browser_of(officer), application)


def test_a_message_without_a_file_offers_none(application, applicant, browser_of):
    message = actions.write_message(application, "无附件", by=applicant)
    assert (
        browser_of(applicant).get(reverse("message_file", args=[application.reference, message.pk])).status_code == 404
    )


@pytest.mark.parametrize(("typed", "sentence"), [("", "Write the message."), ("长" * 4001, "at most 4000 characters")])
def test_a_refusal_keeps_the_words_and_the_file(application, applicant, browser_of, typed, sentence):
    posted = {"text": typed, "file": cases.pdf("证明.pdf")}
    answer = browser_of(applicant).post(address(application), posted)
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in seen
    assert typed in seen
    assert "证明.pdf" in seen
    assert "kept; you need not choose it again" in seen
    assert not Message.objects.exists()
    held = HeldFile.objects.get()
    browser_of(applicant).post(address(application), {"text": "见附件。", "file-held": str(held.pk)})
    message = Message.objects.get()
    assert (message.text, message.attachment.name) == ("见附件。", "证明.pdf")
    assert not HeldFile.objects.exists()


def test_a_bad_file_keeps_the_words(application, applicant, browser_of):
    posted = {"text": "我写了很久", "file": SimpleUploadedFile("x.pdf", b"MZ no pdf")}
    answer = browser_of(applicant).post(address(application), posted)
    assert (answer.status_code, "我写了很久" in answer.content.decode()) == (422, True)
    assert "“x.pdf” was not taken." in answer.content.decode()
    assert not Message.objects.exists()


def test_lines_count_as_people_count_them(application, applicant, browser_of):
    browser_of(applicant).post(address(application), {"text": "字\r\n" * 2000})
    assert Message.objects.get().text == ("字\n" * 2000).strip()


def test_a_second_press_sends_nothing_twice(application, applicant, browser_of):
    browser = browser_of(applicant)
    key = re.search(r'name="key" value="([^"]+)"', page(browser, application))
    for _press in range(2):
        assert browser.post(address(application), {"text": "您好", "key": key.group(1)}).status_code == 302
    assert Message.objects.count() == 1
    assert browser.post(address(application), {"text": "您好", "key": "no-key"}).status_code == 302
    assert Message.objects.count() == 2


def test_hostile_text_stays_text(application, applicant, officer, browser_of):
    actions.write_message(application, HOSTILE, by=applicant)
    for place in (address(application), application.get_absolute_url()):
        seen = browser_of(officer).get(place).content.decode()
        assert "<script>alert" not in seen
        assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; {{ 7|add:7 }}" in seen


def test_no_answer_needed(application, applicant, officer, browser_of):
    message = actions.write_message(application, "谢谢", by=applicant)
    browser = browser_of(officer)
    place = reverse("settle_messages", args=[application.reference, message.pk])
    assert f'action="{place}"' in page(browser, application)
    answer = browser.post(place, follow=True)
    assert "Marked: no answer needed." in answer.content.decode()
    assert place not in page(browser, application)
    again = browser.post(place, follow=True)
    assert "answered or marked before" in again.content.decode()
    assert browser_of(applicant).post(place).status_code == 403
    assert browser.post(reverse("settle_messages", args=[application.reference, 10**30])).status_code == 404


def test_a_draft_says_when_messages_begin(organisation, applicant, browser_of):
    draft = cases.started(organisation)
    assert "Messages begin with the application" in page(browser_of(applicant), draft)
    answer = browser_of(applicant).post(address(draft), {"text": "您好"})
    assert (answer.status_code, Message.objects.exists()) == (422, False)


def test_the_case_shows_the_newest_to_both_sides(application, applicant, officer, browser_of):
    actions.write_message(application, "第一句", by=applicant)
    actions.write_message(application, "第二句", by=applicant)
    for person in (applicant, officer):
        seen = browser_of(person).get(application.get_absolute_url()).content.decode()
        assert "第二句" in seen
        assert "第一句" not in seen
        assert f'href="{address(application)}"' in seen
    staff_page = browser_of(officer).get(application.get_absolute_url()).content.decode()
    assert "2 new messages" in staff_page


def test_the_thread_asks_the_same_however_long(application, applicant, officer, browser_of, django_assert_num_queries):
    browser = browser_of(applicant)
    actions.write_message(application, "一", by=officer)
    page(browser, application)
    with django_assert_num_queries(QUERIES):
        page(browser, application)
    for text in ("二", "三"):
        actions.write_message(application, text, by=officer)
    page(browser, application)
    with django_assert_num_queries(QUERIES):
        page(browser, application)
