"""A file survives a form that is sent back: for the person who chose it, for that form, for some hours."""

import datetime

import pytest
from django import forms
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils.datastructures import MultiValueDict

from files.fields import KeepsFiles, PapersField
from files.holding import MOST_HELD, hold, release_expired
from files.models import HeldFile
from files.tasks import sweep_held
from tests.files.conftest import pdf_bytes, upload
from workflow import clock

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC)


class ProofForm(KeepsFiles, forms.Form):
    words = forms.CharField()
    file = PapersField(most=1, required=False)
    more = PapersField(most=3, required=False)

    def __init__(self, holder, data=None, files=None, **options):
        self.holder = holder
        super().__init__(data, files, **options)


def sent(holder, data, **files):
    return ProofForm(holder, MultiValueDict(data), MultiValueDict(files))


def names(uploads):
    return [each.name for each in uploads]


def refused(holder, *uploads, field="file"):
    form = sent(holder, {"words": [""]}, **{field: list(uploads)})
    assert not form.is_valid()
    return form


def test_the_file_of_a_refused_form_is_kept_shown_and_used_the_next_time(applicant):
    data = pdf_bytes()
    form = refused(applicant, upload(data, "合同.pdf"))
    held = HeldFile.objects.get()
    assert (held.owner, held.name, held.size) == (applicant, "合同.pdf", len(data))
    page = str(form["file"])
    assert "合同.pdf" in page
    assert f'name="file-held" value="{held.pk}"' in page
    again = sent(applicant, {"words": ["mended"], "file-held": [str(held.pk)]})
    assert again.is_valid()
    assert names(again.cleaned_data["file"]) == ["合同.pdf"]
    assert again.cleaned_data["file"][0].read() == data
    again.release_held()
    assert not HeldFile.objects.exists()


def test_refused_once_more_it_is_still_held_once(applicant):
    refused(applicant, upload(pdf_bytes(), "a.pdf"))
    held = HeldFile.objects.get()
    form = sent(applicant, {"words": [""], "file-held": [str(held.pk)]})
    assert not form.is_valid()
    assert not form.is_valid()
    assert list(HeldFile.objects.all()) == [held]
    assert str(held.pk) in str(form["file"])


def test_it_can_be_dropped(applicant):
    refused(applicant, upload(pdf_bytes(), "a.pdf"))
    token = str(HeldFile.objects.get().pk)
    form = sent(applicant, {"words": ["mended"], "file-held": [token], "file-drop": [token]})
    assert form.is_valid()
    assert form.cleaned_data["file"] == []


def test_a_new_choice_takes_its_place_and_of_several_all_are_kept(applicant):
    refused(applicant, upload(pdf_bytes(), "old.pdf"))
    token = str(HeldFile.objects.get().pk)
    form = sent(applicant, {"words": ["x"], "file-held": [token]}, file=[upload(pdf_bytes(), "new.pdf")])
    assert form.is_valid()
    assert names(form.cleaned_data["file"]) == ["new.pdf"]
    HeldFile.objects.all().delete()
    refused(applicant, upload(pdf_bytes(), "1.pdf"), upload(pdf_bytes(), "2.pdf"), field="more")
    tokens = [str(held.pk) for held in HeldFile.objects.all()]
    form = sent(applicant, {"words": ["x"], "more-held": tokens}, more=[upload(pdf_bytes(), "3.pdf")])
    assert form.is_valid()
    assert names(form.cleaned_data["more"]) == ["1.pdf", "2.pdf", "3.pdf"]


def test_a_file_that_will_not_do_is_not_held(applicant):
    form = refused(applicant, upload(b"<html>", "a.pdf"))
    assert "“a.pdf” was not taken." in str(form.errors)
    assert not HeldFile.objects.exists()


def test_nobody_uses_what_another_person_holds(applicant, stranger):
    refused(applicant, upload(pdf_bytes(), "a.pdf"))
    form = sent(stranger, {"words": ["x"], "file-held": [str(HeldFile.objects.get().pk)]})
    assert form.is_valid()
    assert form.cleaned_data["file"] == []
    assert "a.pdf" not in str(form["file"])
    assert HeldFile.objects.get().owner == applicant


def test_it_is_held_for_its_own_field_alone(applicant):
    refused(applicant, upload(pdf_bytes(), "a.pdf"))
    form = sent(applicant, {"words": ["x"], "more-held": [str(HeldFile.objects.get().pk)]})
    assert form.is_valid()
    assert form.cleaned_data["more"] == []


@pytest.mark.parametrize("token", ["", "x", "0", "é", "\x00", "9" * 5000, "00000000-0000-0000-0000-000000000000"])
def test_nonsense_for_a_held_file_is_left_out(applicant, token):
    form = sent(applicant, {"words": ["x"], "file-held": [token], "file-drop": [token]})
    assert form.is_valid()
    assert form.cleaned_data["file"] == []


def test_after_twelve_hours_it_is_gone(applicant):
    with clock.pretend(NOON):
        refused(applicant, upload(pdf_bytes(), "a.pdf"))
    held = HeldFile.objects.get()
    with clock.pretend(NOON + datetime.timedelta(hours=11, minutes=59)):
        assert release_expired() == 0
    with clock.pretend(NOON + datetime.timedelta(hours=12)):
        form = sent(applicant, {"words": ["x"], "file-held": [str(held.pk)]})
        assert form.is_valid()
        assert form.cleaned_data["file"] == []


def test_the_sweep_removes_row_and_content(applicant, django_capture_on_commit_callbacks):
    with clock.pretend(NOON):
        held = hold(upload(pdf_bytes(), "a.pdf"), by=applicant, purpose="x")
    fresh = hold(upload(pdf_bytes(), "b.pdf"), by=applicant, purpose="x")
    with django_capture_on_commit_callbacks(execute=True):
        sweep_held()
    assert list(HeldFile.objects.all()) == [fresh]
    assert not default_storage.exists(held.content.name)
    assert default_storage.exists(fresh.content.name)


def test_nobody_fills_the_disk_with_refused_forms(applicant, stranger):
    hold(upload(pdf_bytes(), "other.pdf"), by=stranger, purpose="x")
    for number in range(MOST_HELD + 2):
        hold(upload(pdf_bytes(), f"{number}.pdf"), by=applicant, purpose="x")
    kept = list(HeldFile.objects.filter(owner=applicant).values_list("name", flat=True))
    assert kept == [f"{number}.pdf" for number in range(2, MOST_HELD + 2)]
    assert HeldFile.objects.filter(owner=stranger).count() == 1


def test_a_content_that_the_storage_lost_is_left_out(applicant):
    held = hold(upload(pdf_bytes(), "a.pdf"), by=applicant, purpose="ProofForm:file")
    default_storage.delete(held.content.name)
    form = sent(applicant, {"words": ["x"], "file-held": [str(held.pk)]})
    assert form.is_valid()
    assert form.cleaned_data["file"] == []


def test_the_check_of_files_does_not_take_it_for_an_orphan(applicant, monkeypatch, capsys):
    hold(upload(pdf_bytes(), "a.pdf"), by=applicant, purpose="x")
    monkeypatch.setattr("files.management.commands.check_files.ORPHAN_AGE", -datetime.timedelta(days=1))
    call_command("check_files", remove_orphans=True)
    assert capsys.readouterr().out == "0 files are as they were handed in.\n"
    assert default_storage.exists(HeldFile.objects.get().content.name)
