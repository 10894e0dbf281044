"""`manage.py load_edition`."""

import pytest
from django.core.management import CommandError, call_command

from scoring.models import Edition

pytestmark = pytest.mark.django_db


def test_without_a_folder_it_loads_what_comes_with_the_product_and_can_be_repeated(capsys):
    call_command("load_edition")
    call_command("load_edition")

    assert [str(edition) for edition in Edition.objects.all()] == ["GB/T 27922-2011 v1"]
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_folder_of_one_s_own(folder_of_version, capsys):
    call_command("load_edition", str(folder_of_version(7)))

    assert [str(edition) for edition in Edition.objects.all()] == ["GB/T 27922-2011 v7"]


def test_a_refusal_names_the_folder_and_the_place(tmp_path):
    with pytest.raises(CommandError) as refusal:
        call_command("load_edition", str(tmp_path))

    assert str(refusal.value) == f"{tmp_path}: edition.toml: No such file or directory"
    assert Edition.objects.count() == 0


def test_other_bytes_for_a_loaded_version_are_refused(edition, folder_of_version):
    with pytest.raises(CommandError):
        call_command("load_edition", str(folder_of_version(1, words="Some department")))

    assert Edition.objects.get().source_sha256 == edition.source_sha256
