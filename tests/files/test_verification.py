import os
import time

import pytest
from django.core.management import CommandError, call_command

from files.intake import store_file
from tests.files.conftest import pdf_bytes, upload

TWO_DAYS = 2 * 24 * 3600


@pytest.fixture
def three(applicant):
    return [store_file(upload(pdf_bytes(pages), f"{pages}.pdf"), by=applicant) for pages in (1, 2, 3)]


def test_what_is_whole_is_said_to_be(three, capsys):
    call_command("check_files")
    assert capsys.readouterr().out == "3 files are as they were handed in.\n"


def test_a_changed_bit_and_a_missing_file_are_reported(three, on_disk, settings, capsys):
    changed, missing = (settings.MEDIA_ROOT / stored.content.name for stored in three[:2])
    changed.write_bytes(changed.read_bytes().replace(b"%PDF-1", b"%PDF-2"))
    missing.unlink()
    with pytest.raises(CommandError, match="2 of 3 files are missing or differ from what was handed in"):
        call_command("check_files")
    assert sorted(capsys.readouterr().out.splitlines()) == [
        f"differs\t{three[0].content.name}\t1.pdf",
        f"missing\t{three[1].content.name}\t2.pdf",
    ]


def test_an_old_orphan_is_reported_and_removed_only_on_request(three, on_disk, settings, capsys):
    old, fresh = settings.MEDIA_ROOT / "2026/01/old", settings.MEDIA_ROOT / "2026/01/fresh"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"x")
    fresh.write_bytes(b"an upload that is just going on")
    os.utime(old, (time.time() - TWO_DAYS,) * 2)
    call_command("check_files")
    assert capsys.readouterr().out.splitlines()[0] == "orphan\t2026/01/old\t"
    assert old.exists()
    call_command("check_files", remove_orphans=True)
    assert not old.exists()
    assert fresh.exists()
    assert len(on_disk()) == 4


def test_an_empty_store_is_whole(db, capsys):
    call_command("check_files")
    assert capsys.readouterr().out == "0 files are as they were handed in.\n"
