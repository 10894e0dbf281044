"""Editions of the standard in the database, loaded and approved through the actions."""

import shutil

import pytest

from scoring.actions import load_edition
from scoring.catalogue import HEADER, TABLE, shipped
from tests.factories import PersonFactory


@pytest.fixture
def edition(db):
    """The shipped edition, loaded and not approved."""
    return load_edition(shipped()[0])[0]


@pytest.fixture
def manager(db):
    return PersonFactory(name="王经理", roles=["manager"])


@pytest.fixture
def folder_of_version(tmp_path):
    """Makes a folder with the shipped tree under another version number; `words` changes one row's guidance."""

    def make(version, words=None):
        folder = shutil.copytree(shipped()[0], tmp_path / f"v{version}{words or ''}")
        header, table = folder / HEADER, folder / TABLE
        header.write_text(
            header.read_text(encoding="utf-8").replace("version = 1", f"version = {version}"), encoding="utf-8"
        )
        if words:
            text = table.read_text(encoding="utf-8")
            table.write_text(text.replace("A named department", words), encoding="utf-8")
        return folder

    return make
