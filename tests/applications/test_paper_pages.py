"""The page of papers: dropped by script or chosen by hand, replaced, removed, downloaded."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications import actions, queries
from applications.models import PaperKind, PaperVersion
from files.models import StoredFile
from tests.applications import cases

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
    assert "Accepted: PDF, JPEG, PNG, Word (DOCX) or Excel (XLSX), at most 20 MB each." in page
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
