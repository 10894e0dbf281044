"""The applicant's papers: versions, removal, and what is not taken."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications import actions, queries
from applications.actions import papers
from applications.models import PaperKind
from files.intake import FileRefused
from tests.applications import cases
from tests.applications.proof import prove_refused
from workflow.machine import NotAllowed, Obstructed, WrongState
from workflow.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(organisation):
    return cases.started(organisation)


@pytest.fixture
def licence(application):
    return PaperKind.objects.get(code="legal-status")


def line_of(application, kind):
    return next(line for line in queries.checklist(application) if line.kind == kind)


def test_a_paper_is_kept_with_its_hash(application, applicant, licence):
    upload = cases.pdf("营业执照.pdf")
    expected = hashlib.sha256(upload.read()).hexdigest()
    version = actions.attach_paper(application, licence, upload, by=applicant)
    assert (version.number, version.stored.name, version.stored.sha256) == (1, "营业执照.pdf", expected)
    assert version.uploaded_by == applicant
    event = Event.objects.of(application).last()
    assert (event.name, event.facts) == (
        "attach_paper",
        {"paper": "legal-status", "file": "营业执照.pdf", "sha256": expected, "version": 1},
    )


def test_a_new_version_takes_the_place_and_the_old_one_is_kept(application, applicant, licence):
    first = actions.attach_paper(application, licence, cases.pdf(words="one"), by=applicant)
    second = actions.attach_paper(application, licence, cases.pdf(words="two"), by=applicant, paper=first.paper)
    line = line_of(application, licence)
    assert [paper.current for paper in line.papers] == [second]
    assert [version.number for version in line.papers[0].versions.all()] == [1, 2]
    assert first.stored.content.read() != second.stored.content.read()


def test_several_papers_of_one_kind_stand_beside_each_other(application, applicant, licence):
    for words in ("one", "two", "three"):
        actions.attach_paper(application, licence, cases.pdf(words=words), by=applicant)
    assert len(line_of(application, licence).papers) == 3


def test_a_removed_paper_leaves_the_checklist_and_stays_in_the_record(application, applicant, licence):
    version = actions.attach_paper(application, licence, cases.pdf(), by=applicant)
    actions.remove_paper(version.paper, by=applicant)
    line = line_of(application, licence)
    assert (line.papers, [paper.current for paper in line.removed]) == ((), [version])
    assert version.stored.content.storage.exists(version.stored.content.name)
    with prove_refused("This paper was removed before. Reload the page.", kind=Obstructed):
        actions.remove_paper(version.paper, by=applicant)
    with prove_refused("This paper was removed before. Reload the page.", kind=Obstructed):
        actions.attach_paper(application, licence, cases.pdf(), by=applicant, paper=version.paper)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.pdf", b"MZ\x90\x00 not a pdf"),
        ("page.html", b"<html><script>alert(1)</script></html>"),
        ("empty.pdf", b""),
        ("half.pdf", b"%PDF-1.7\n1 0 obj"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ],
)
def test_what_is_no_document_is_not_taken(application, applicant, licence, name, content):
    with prove_refused(kind=FileRefused):
        actions.attach_paper(application, licence, SimpleUploadedFile(name, content), by=applicant)


def test_a_file_above_the_limit_is_not_taken(application, applicant, licence, settings):
    settings.UPLOAD_LIMIT_MB = 0
    with prove_refused(kind=FileRefused):
        actions.attach_paper(application, licence, cases.pdf(), by=applicant)


def test_a_picture_is_taken(application, applicant, licence):
    version = actions.attach_paper(application, licence, cases.png(), by=applicant)
    assert version.stored.media_type == "image/png"


def test_others_put_nothing_into_the_file(application, stranger, officer, licence):
    for person in (stranger, officer):
        with prove_refused(kind=NotAllowed):
            actions.attach_paper(application, licence, cases.pdf(), by=person)


def test_after_submitting_papers_stand(organisation, applicant):
    application = cases.submitted(organisation)
    line = next(line for line in queries.checklist(application) if line.papers)
    with prove_refused(kind=WrongState):
        actions.attach_paper(application, line.kind, cases.pdf(), by=applicant)
    with prove_refused(kind=WrongState):
        actions.attach_paper(application, line.kind, cases.pdf(), by=applicant, paper=line.papers[0])
    with prove_refused(kind=WrongState):
        actions.remove_paper(line.papers[0], by=applicant)


def test_a_paper_of_another_application_cannot_be_replaced_through_mine(organisation, applicant, stranger, licence):
    theirs = actions.attach_paper(cases.started(organisation), licence, cases.pdf(), by=applicant).paper
    mine = cases.started(stranger.organisations.get(), applicant=stranger)
    with prove_refused("This paper was removed before. Reload the page.", kind=Obstructed):
        actions.attach_paper(mine, licence, cases.pdf(), by=stranger, paper=theirs)


def test_a_kind_that_is_out_of_use_takes_nothing_new(application, applicant, licence):
    PaperKind.objects.filter(pk=licence.pk).update(is_active=False)
    licence.refresh_from_db()
    sentence = "“Proof of legal status (business licence)” is no longer on the checklist. Reload the page."
    with prove_refused(sentence, kind=Obstructed):
        actions.attach_paper(application, licence, cases.pdf(), by=applicant)


def test_a_kind_that_is_out_of_use_stays_where_it_was_used(application, applicant, licence):
    actions.attach_paper(application, licence, cases.pdf(), by=applicant)
    PaperKind.objects.update(is_active=False)
    lines = queries.checklist(application)
    assert [(line.kind.code, line.is_compulsory) for line in lines] == [("legal-status", False)]


def test_the_number_of_papers_has_a_limit(application, applicant, licence, monkeypatch):
    monkeypatch.setattr(papers, "MOST_PAPERS", 2)
    for words in ("one", "two"):
        actions.attach_paper(application, licence, cases.pdf(words=words), by=applicant)
    with prove_refused(
        "An application holds at most 2 papers. Put several into one file, or remove some.", kind=Obstructed
    ):
        actions.attach_paper(application, licence, cases.pdf(words="three"), by=applicant)


def test_the_checklist_takes_four_queries_whatever_there_is(application, applicant, django_assert_num_queries):
    for kind in PaperKind.objects.all()[:3]:
        actions.attach_paper(application, kind, cases.pdf(words=kind.code), by=applicant)
    with django_assert_num_queries(4):
        assert len(queries.checklist(application)) == 19
