from django import forms
from django.utils.datastructures import MultiValueDict

from files.fields import PapersField
from files.kinds import PICTURES
from tests.files.conftest import pdf_bytes, picture_bytes, upload


class Papers(forms.Form):
    papers = PapersField(most=3)


class Photograph(forms.Form):
    photograph = PapersField(accept=PICTURES, most=1, required=False)


def filled(form, **uploads):
    return form({}, MultiValueDict({name: list(files) for name, files in uploads.items()}))


def test_several_files_come_out_as_a_list_and_can_be_read_again():
    form = filled(Papers, papers=[upload(pdf_bytes(), "a.pdf"), upload(picture_bytes("PNG"), "b.png")])
    assert form.is_valid()
    assert [paper.name for paper in form.cleaned_data["papers"]] == ["a.pdf", "b.png"]
    assert form.cleaned_data["papers"][0].read().startswith(b"%PDF")


def test_every_bad_file_of_several_is_named():
    form = filled(Papers, papers=[upload(b"", "a.pdf"), upload(pdf_bytes(), "b.pdf"), upload(b"MZ", "c.pdf")])
    assert not form.is_valid()
    assert [error.split(" was")[0] for error in form.errors["papers"]] == ["“a.pdf”", "“c.pdf”"]


def test_too_many_files_and_no_file_are_refused():
    files = [upload(pdf_bytes(), f"{number}.pdf") for number in range(4)]
    assert filled(Papers, papers=files).errors == {"papers": ["Choose at most 3 files at a time."]}
    assert filled(Papers).errors == {"papers": ["Choose a file."]}


def test_an_optional_field_without_a_file_is_an_empty_list():
    form = filled(Photograph)
    assert form.is_valid()
    assert form.cleaned_data["photograph"] == []


def test_the_limits_are_said_before_the_upload():
    several, single = Papers()["papers"], Photograph()["photograph"]
    assert several.help_text == "Accepted: PDF, JPEG, PNG, Word (DOCX) or Excel (XLSX), at most 20 MB each."
    assert 'accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx"' in str(several)
    assert " multiple" in str(several)
    assert single.help_text == "Accepted: JPEG or PNG, at most 20 MB each."
    assert " multiple" not in str(single)
