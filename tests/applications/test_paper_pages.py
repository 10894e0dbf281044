"""The page of papers: dropped by script or chosen by hand, replaced, removed, downloaded."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications import actions, queries
from applications.models import PaperKind, PaperVersion
from files.models import StoredFile
from tests.applications import cases
from workflow import clock
from workflow.engine import perform

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def web(browser_of, applicant):
    return browser_of(applicant)


@pytest.fixture
def application(organisation):
    return cases.draft(organisation, without_papers=("legal-status", "records"))


@pytest.fixture
def licence(application):
    return PaperKind.objects.get(code="legal-status")


def upload_to(application, code="legal-status"):
    return reverse("upload_paper", args=[application.reference, code])


def page_of(application):
    return reverse("application_papers", args=[application.reference])


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_kinds_and_size_are_said_before_the_upload(web, application):
    page = text_of(web.get(page_of(application)))
    assert "PDF, JPG, JPEG, PNG, DOCX, XLSX. Up to 20.0 MB each." in page
    assert 'data-max-bytes="20971520"' in page
    assert 'accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx"' in page


def test_a_dropped_file_is_taken(web, application):
    answer = web.post(upload_to(application), {"file": cases.pdf("执照.pdf")}, headers=BY_SCRIPT)
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert PaperVersion.objects.get(paper__kind__code="legal-status").stored.name == "执照.pdf"


def test_a_dropped_file_that_will_not_do_gets_a_sentence(web, application):
    before = StoredFile.objects.count()
    bad = SimpleUploadedFile("x.pdf", b"<html></html>")
    answer = web.post(upload_to(application), {"file": bad}, headers=BY_SCRIPT)
    assert answer.status_code == 422
    assert answer.json() == {
        "ok": False,
        "error": "“x.pdf” was not taken. It is not a file of an accepted kind, whatever its name says. Accepted: PDF, JPEG, "
        "PNG, Word (DOCX) or Excel (XLSX), at most 20 MB each.",
    }
    assert StoredFile.objects.count() == before


def test_without_script_several_files_are_taken_at_once_and_the_bad_one_named(web, application):
    files = [cases.pdf("一.pdf", "1"), SimpleUploadedFile("二.pdf", b"nonsense"), cases.pdf("三.pdf", "3")]
    answer = web.post(upload_to(application), {"file": files}, follow=True)
    assert answer.redirect_chain == [(f"{page_of(application)}#legal-status", 302)]
    page = text_of(answer)
    assert "Uploaded: 一.pdf, 三.pdf" in page
    assert "“二.pdf” was not taken." in page
    line = next(line for line in queries.checklist(application) if line.kind.code == "legal-status")
    assert [paper.current.stored.name for paper in line.papers] == ["一.pdf", "三.pdf"]


def test_without_a_file_a_sentence_asks_for_one(web, application):
    assert "Choose a file." in text_of(web.post(upload_to(application), {}, follow=True))


def test_the_page_counts_what_is_compulsory(web, application):
    assert "10 of 12" in text_of(web.get(page_of(application)))
    web.post(upload_to(application), {"file": cases.pdf()})
    assert "11 of 12" in text_of(web.get(page_of(application)))


def test_without_the_kind_of_applicant_the_page_asks_for_it(web, organisation):
    application = cases.started(organisation)
    page = text_of(web.get(page_of(application)))
    assert "Which papers are compulsory depends on the kind of applicant" in page
    assert "Compulsory papers" not in page


def test_replacing_shows_the_new_version_and_keeps_the_old_one(web, application, applicant, licence):
    first = actions.attach_paper(application, licence, cases.pdf("a.pdf", "a"), by=applicant)
    address = reverse("replace_paper", args=[application.reference, first.paper.pk])
    assert web.post(address, {"file": cases.pdf("b.pdf", "b")}, headers=BY_SCRIPT).json() == {"ok": True}
    page = text_of(web.get(page_of(application)))
    assert "version 2" in page
    assert "Earlier versions" in page
    for number, words in ((1, b"(a)"), (2, b"(b)")):
        answer = web.get(reverse("download_paper", args=[application.reference, first.paper.pk, number]))
        assert words in b"".join(answer.streaming_content)


def test_a_download_is_an_attachment_and_can_be_shown(web, application, applicant, licence):
    version = actions.attach_paper(application, licence, cases.pdf("执照.pdf"), by=applicant)
    address = reverse("download_paper", args=[application.reference, version.paper.pk, 1])
    assert web.get(address)["Content-Disposition"].startswith("attachment")
    shown = web.get(address + "?show")
    assert shown["Content-Disposition"].startswith("inline")
    assert (shown["X-Content-Type-Options"], shown["Cache-Control"]) == ("nosniff", "private, no-store")
    assert web.get(reverse("download_paper", args=[application.reference, version.paper.pk, 2])).status_code == 404


def test_removing_asks_first_and_keeps_the_record(web, application, applicant, licence):
    version = actions.attach_paper(application, licence, cases.pdf("执照.pdf"), by=applicant)
    page = text_of(web.get(page_of(application)))
    assert "Remove “执照.pdf” from the checklist? It stays in the record." in page
    answer = web.post(reverse("remove_paper", args=[application.reference, version.paper.pk]), follow=True)
    assert "The paper is removed from the checklist." in text_of(answer)
    assert web.get(reverse("download_paper", args=[application.reference, version.paper.pk, 1])).status_code == 200


def test_after_submitting_nothing_is_taken_and_the_page_says_so(web, organisation):
    application = cases.submitted(organisation)
    before = StoredFile.objects.count()
    answer = web.post(upload_to(application), {"file": cases.pdf()}, headers=BY_SCRIPT)
    assert answer.status_code == 409
    assert "cannot be changed any more" in answer.json()["error"]
    assert "can be uploaded and removed only before" in text_of(web.get(page_of(application)))
    assert StoredFile.objects.count() == before


def test_an_unknown_line_is_not_found(web, application):
    assert web.post(upload_to(application, "nonsense"), {"file": cases.pdf()}).status_code == 404
    assert web.post(reverse("remove_paper", args=[application.reference, 10**20])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_one_file_as_for_three(
    count, web, application, applicant, licence, django_assert_num_queries
):
    for number in range(count):
        actions.attach_paper(application, licence, cases.pdf(words=str(number)), by=applicant)
    with django_assert_num_queries(9):
        web.get(page_of(application))


# --- all at once ------------------------------------------------------------------------------------------------------


def sort_of(application):
    return reverse("sort_papers", args=[application.reference])


def line_of(application, code):
    line = next(line for line in queries.checklist(application) if line.kind.code == code)
    return [paper.current.stored.name for paper in line.papers]


def test_the_script_learns_where_each_file_belongs(web, application):
    address = reverse("paper_places", args=[application.reference])
    assert web.post(address, {"name": ["营业执照.pdf", "扫描件1.pdf", "test report.pdf"]}).json() == {
        "places": [
            {"code": "legal-status", "title": "Proof of legal status (business licence)"},
            None,
            {"code": "test-reports", "title": "Test reports of the goods"},
        ]
    }
    assert web.post(address, {}).json() == {"places": []}


def test_a_very_long_name_is_cut_and_answered_as_it_would_be_shown(web, application):
    address = reverse("paper_places", args=[application.reference])
    long = "营业执照" + " aB" * 4_000
    names = [f"{long}.pdf", f"{'长' * 300}营业执照.pdf", "folder/营业执照.pdf", "\u0301\u0316" * 6_000]
    places = web.post(address, {"name": names}).json()["places"]
    assert [place and place["code"] for place in places] == ["legal-status", None, "legal-status", None]


def test_dropped_together_each_file_goes_to_its_line_and_the_others_are_named(web, application):
    files = [cases.pdf("营业执照.pdf", "1"), cases.pdf("扫描件1.pdf", "2"), cases.pdf("维修记录.pdf", "3")]
    answer = web.post(sort_of(application), {"file": files}, follow=True)
    page = text_of(answer)
    assert "cannot be told from their names: 扫描件1.pdf. Upload them at their line below." in page
    assert "Uploaded: 营业执照.pdf → Proof of legal status (business licence), 维修记录.pdf → Service records" in page
    assert line_of(application, "legal-status") == ["营业执照.pdf"]
    assert line_of(application, "records") == ["维修记录.pdf"]
    assert PaperVersion.objects.filter(stored__name="扫描件1.pdf").count() == 0


def test_a_file_whose_line_was_chosen_goes_there_whatever_its_name(web, application):
    data = {"file": cases.pdf("营业执照.pdf"), "kind": "records"}
    assert web.post(sort_of(application), data, headers=BY_SCRIPT).json() == {"ok": True}
    assert (line_of(application, "records"), line_of(application, "legal-status")) == (["营业执照.pdf"], [])


def test_without_a_line_nothing_is_taken_and_a_script_gets_the_sentence(web, application):
    before = StoredFile.objects.count()
    answer = web.post(sort_of(application), {"file": cases.pdf("扫描件1.pdf")}, headers=BY_SCRIPT)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(
        "To which line these files belong cannot be told from their names: 扫描件1"
    )
    web.post(sort_of(application), {"file": cases.pdf("扫描件1.pdf")})
    assert "Choose a file." in text_of(web.post(sort_of(application), {}, follow=True))
    for kind in ("nonsense", "\x00"):
        answer = web.post(sort_of(application), {"file": cases.pdf(), "kind": kind}, follow=True)
        assert "Choose the line of the checklist that the paper belongs to." in text_of(answer)
    assert StoredFile.objects.count() == before


@pytest.mark.parametrize("kind", ["", "records"])
def test_more_files_than_go_at_once_are_refused_together_and_none_is_left_out_unsaid(web, application, kind):
    def files(count):
        return [cases.pdf(f"维修记录{number}.pdf", str(number)) for number in range(count)]

    said, before = "At most 60 files go at once; you chose 61. Choose fewer.", PaperVersion.objects.count()
    answer = web.post(sort_of(application), {"file": files(61), "kind": kind}, follow=True)
    assert said in text_of(answer)
    answer = web.post(sort_of(application), {"file": files(61), "kind": kind}, headers=BY_SCRIPT)
    assert (answer.status_code, answer.json()) == (422, {"ok": False, "error": said})
    assert PaperVersion.objects.count() == before
    web.post(sort_of(application), {"file": files(60), "kind": kind})
    assert PaperVersion.objects.count() == before + 60


def test_of_names_beyond_those_that_go_at_once_nothing_is_said(web, application):
    answer = web.post(reverse("paper_places", args=[application.reference]), {"name": ["营业执照.pdf"] * 61})
    assert len(answer.json()["places"]) == 60


def test_a_file_in_the_wrong_line_is_moved(web, application, applicant, licence):
    version = actions.attach_paper(application, licence, cases.pdf("维修记录.pdf"), by=applicant)
    address = reverse("move_paper", args=[application.reference, version.paper.pk])
    answer = web.post(address, {"kind": "records"}, follow=True)
    assert "The paper is moved to “Service records”." in text_of(answer)
    assert (line_of(application, "records"), line_of(application, "legal-status")) == (["维修记录.pdf"], [])
    event = application.last_event("move_paper")
    assert (event.facts["file"], event.facts["line"]) == ("维修记录.pdf", ["legal-status", "records"])
    again = web.post(address, {"kind": "records"}, follow=True)
    assert "This paper was removed before. Reload the page." in text_of(again)
    for kind in ("nonsense", ""):
        answer = web.post(address, {"kind": kind}, follow=True)
        assert "Choose the line of the checklist that the paper belongs to." in text_of(answer)
    assert line_of(application, "records") == ["维修记录.pdf"]


def test_a_paper_is_not_moved_to_where_it_is(web, application, applicant, licence):
    version = actions.attach_paper(application, licence, cases.pdf("a.pdf"), by=applicant)
    address = reverse("move_paper", args=[application.reference, version.paper.pk])
    assert "The paper is in this line already." in text_of(web.post(address, {"kind": "legal-status"}, follow=True))
    assert line_of(application, "legal-status") == ["a.pdf"]


def test_a_stranger_sorts_and_moves_nothing(browser_of, stranger, application, applicant, licence):
    version = actions.attach_paper(application, licence, cases.pdf("a.pdf"), by=applicant)
    web, before = browser_of(stranger), StoredFile.objects.count()
    assert web.post(sort_of(application), {"file": cases.pdf("营业执照.pdf")}).status_code == 404
    assert web.post(reverse("paper_places", args=[application.reference]), {"name": "x"}).status_code == 404
    address = reverse("move_paper", args=[application.reference, version.paper.pk])
    assert web.post(address, {"kind": "records"}).status_code == 404
    assert StoredFile.objects.count() == before


# --- what is missing and why ------------------------------------------------------------------------------------------


def test_the_page_says_how_many_are_missing_and_why(web, application):
    page = text_of(web.get(page_of(application)))
    assert "2 of 12 compulsory papers are missing" in page
    assert '<a href="#legal-status">Proof of legal status (business licence)</a>' in page
    assert page.count("Compulsory for sellers of goods") == 2
    check = text_of(web.get(reverse("check_application", args=[application.reference])))
    assert "2 of 12 compulsory papers are missing" in check
    assert f'<li><a href="{page_of(application)}#records">Service records</a></li>' in check
    assert check.count("Compulsory for sellers of goods") == 3  # in the summary and at the two papers


def test_a_returned_paper_says_since_when_and_why(web, organisation, officer):
    with clock.pretend(datetime.datetime(2026, 5, 1, 4, 0, tzinfo=datetime.UTC)):
        application = cases.submitted(organisation)
    with clock.pretend(datetime.datetime(2026, 5, 3, 4, 0, tzinfo=datetime.UTC)):
        kind = PaperKind.objects.get(code="records")
        actions.judge_paper(application, kind, by=officer, verdict="mend", note="缺少公章")
        perform(application, "return", by=officer, note="请补正。")
    for address in (page_of(application), reverse("check_application", args=[application.reference])):
        assert re.search("Returned on <time[^>]*>3 May 2026</time>: 缺少公章", text_of(web.get(address)))
    assert "1 paper was returned to you" in text_of(web.get(page_of(application)))


def test_with_everything_there_the_page_says_so(web, organisation):
    application = cases.draft(organisation)
    assert "All 12 compulsory papers are there." in text_of(web.get(page_of(application)))


def test_only_what_a_page_can_show_is_previewed(web, application, applicant, licence):
    for upload in (cases.pdf("a.pdf"), cases.png("b.png")):
        actions.attach_paper(application, licence, upload, by=applicant)
    page = text_of(web.get(page_of(application)))
    assert 'data-preview="pdf">a.pdf</a>' in page
    assert 'data-preview="picture">b.png</a>' in page
    assert 'id="preview"' in page


def test_a_shown_paper_may_be_framed_by_our_pages_and_nothing_else_may(web, application, applicant, licence):
    version = actions.attach_paper(application, licence, cases.pdf("a.pdf"), by=applicant)
    address = reverse("download_paper", args=[application.reference, version.paper.pk, 1])
    shown, taken, page = web.get(address + "?show"), web.get(address), web.get(page_of(application))
    assert [answer["X-Frame-Options"] for answer in (shown, taken, page)] == ["SAMEORIGIN", "DENY", "DENY"]
    framed_by = [
        answer["Content-Security-Policy"].split("frame-ancestors ")[1].split(";")[0] for answer in (shown, taken, page)
    ]
    assert framed_by == ["'self'", "'none'", "'none'"]
