"""docs/ says what the machines say."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from certify.documents import PAGES
from tests.architecture.source import ROOT


def test_the_pages_are_in_step():
    out = StringIO()
    call_command("write_docs", check=True, stdout=out)
    assert out.getvalue() == "docs/ is in step with the lifecycles.\n"


def test_a_stale_page_is_named_and_nothing_is_written(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/lifecycles.md").write_text("old")
    with pytest.raises(CommandError, match=r"lifecycles\.md, permissions\.md.*write_docs"):
        call_command("write_docs", check=True)
    assert [(path.name, path.read_text()) for path in (tmp_path / "docs").iterdir()] == [("lifecycles.md", "old")]


def test_writing_twice_gives_the_same_bytes(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    call_command("write_docs", stdout=StringIO())
    first = {path.name: path.read_bytes() for path in (tmp_path / "docs").iterdir()}
    assert set(first) == set(PAGES)
    out = StringIO()
    call_command("write_docs", check=True, stdout=out)
    assert {path.name: path.read_bytes() for path in (tmp_path / "docs").iterdir()} == first


def test_the_pages_hold_no_address_of_this_machine():
    assert all(str(ROOT) not in page() for page in PAGES.values())
