"""Pages of the closing meeting and of nonconformities: raising, answering with files, verifying."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audits.models import CorrectiveAction, Nonconformity
from tests.applications.cases import pdf
from tests.audits import cases
from tests.audits.pages import file_url, page, warmed
from workflow import clock
from workflow.engine import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = datetime.timedelta(days=1)


# --- visit and nonconformities ----------------------------------------------------------------------------------------


def test_the_closing_meeting_has_a_page(on_site, auditor, browse):
    browser, url = browse(auditor), reverse("close_visit", args=[on_site.reference])
    text = page(browser, "close_visit", on_site.reference)
    assert "47 clauses have no finding yet" in text
    cases.score(on_site, by=auditor)
    for day, sentence in (
        ("", "Enter the date of the closing meeting."),
        (clock.today() + DAY, "The closing meeting cannot be in the future."),
    ):
        response = browser.post(url, {"closing_meeting_on": day})
        assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert browser.post(url, {"closing_meeting_on": clock.today()}).status_code == 302
    on_site.refresh_from_db()
    assert on_site.state == "rectifying"
    assert browser.get(url).status_code == 302


def test_a_nonconformity_is_raised_on_a_page(on_site, auditor, browse):
    browser, url = browse(auditor), reverse("raise_nonconformity", args=[on_site.reference])
    assert 'value="5.1.2.2" selected' in browser.get(url, {"clause": "5.1.2.2"}).content.decode()
    response = browser.post(url, {"clause": "", "kind": "special", "text": "工单无签字。"})
    assert response.status_code == 422
    assert "工单无签字。" in response.content.decode()
    assert browser.post(url, {"clause": "5.1.2.2", "kind": "major", "text": "工单无签字。"}).status_code == 302
    raised = Nonconformity.objects.get()
    assert (raised.kind, raised.clause) == ("major", "5.1.2.2")
    assert raised.reference in page(browser, "audit", on_site.reference)


class TestAnswering:
    @pytest.fixture
    def minor(self, organisation, auditor, other_auditor, audit_manager):
        team = {"leader": auditor, "members": [other_auditor], "audit_manager": audit_manager}
        return cases.rectifying(organisation, nonconformities=["minor"], **team).nonconformities.get()

    def test_drafts_are_saved_and_files_stay_when_the_form_fails(self, minor, applicant, auditor, browse):
        browser, url = browse(applicant), minor.get_absolute_url()
        add = reverse("add_corrective_file", args=[minor.reference])
        response = browser.post(add, {"file": [pdf("一.pdf", "1"), pdf("二.pdf", "2")]})
        assert response.url == f"{url}#files"
        assert browser.post(url, {"cause": "培训不足。"}).status_code == 302
        response = browser.post(url, {"cause": "培训仍不足。", "send": "1"})
        text = response.content.decode()
        assert response.status_code == 409
        assert "Still to be filled in: what was put right at once, what prevents a repeat, done on." in text
        assert "培训仍不足。" in text
        for name in ("一.pdf", "二.pdf"):
            assert name in text
        response = browser.post(url, {"cause": "原因", "done_on": clock.today() + DAY})
        assert response.status_code == 422
        assert "This day lies in the future. Send the answer once it is done." in response.content.decode()

        draft = CorrectiveAction.objects.get()
        assert (draft.cause, draft.files.count(), draft.sent_at) == ("培训仍不足。", 2, None)
        file = draft.files.first()
        assert browse(auditor).get(file_url(file)).status_code == 404  # a draft is the client's own
        text = page(browse(auditor), "nonconformity", minor.reference)
        assert "培训仍不足。" not in text
        assert "一.pdf" not in text
        remove = reverse("remove_corrective_file", args=[minor.reference, file.pk])
        assert browser.post(remove).url == f"{url}#files"

        data = cases.CORRECTIVE_ACTION | {"done_on": clock.today(), "send": "1"}
        assert browser.post(url, data).status_code == 302
        minor.refresh_from_db()
        assert minor.state == "answered"
        text = page(browse(auditor), "nonconformity", minor.reference)
        assert "员工培训不足。" in text
        assert "二.pdf" in text
        assert browse(auditor).get(file_url(draft.files.get())).status_code == 200

    def test_the_upload_answers_a_script_with_the_list_or_a_sentence(self, minor, applicant, auditor, browse):
        browser, url = browse(applicant), reverse("add_corrective_file", args=[minor.reference])
        script = {"headers": {"accept": "application/json"}}
        response = browser.post(url, {"file": pdf("一.pdf")}, **script)
        assert response.json()["ok"] is True
        assert "一.pdf" in response.json()["html"]
        response = browser.post(url, {"file": SimpleUploadedFile("二.pdf", b"MZ no PDF")}, **script)
        assert (response.status_code, response.json()["ok"]) == (422, False)
        assert "“二.pdf” was not taken." in response.json()["error"]
        assert browse(auditor).post(url, {"file": pdf("三.pdf")}, **script).status_code == 403
        assert CorrectiveAction.objects.get().files.count() == 1

    def test_a_rejected_answer_comes_back_filled_in_and_the_history_is_shown(self, minor, applicant, auditor, browse):
        cases.answer(minor)
        reject = reverse("step", args=["nonconformity", minor.reference, "reject"])
        text = page(browse(auditor), "nonconformity", minor.reference)
        assert reject in text
        browse(auditor).post(reject, {"note": "原因不充分。"})
        minor.refresh_from_db()
        assert minor.state == "open"
        text = page(browse(applicant), "nonconformity", minor.reference)
        assert "原因不充分。" in text
        assert f">\n{cases.CORRECTIVE_ACTION['cause']}</textarea>" in text
        assert reject not in text
        assert "吴审查" not in text

    def test_one_page_more_for_three_answers_takes_no_more_queries(
        self, minor, auditor, browse, django_assert_num_queries
    ):
        browser = warmed(browse(auditor))
        for number in (1, 3):
            while minor.actions.count() < number:
                cases.answer(minor)
                perform(minor, "reject", by=auditor, note="原因不充分。")
            with django_assert_num_queries(18):
                page(browser, "nonconformity", minor.reference)
