"""The demonstration as `make run` makes it: a SQLite file of its own, filled once by `manage.py prepare`, and served."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from certify.demonstration.cast import PASSWORD
from tests.journeys.house import House
from tools import ROOT

MANAGE = [sys.executable, "manage.py"]


@dataclass(frozen=True)
class Demonstration:
    """`output` is what the first `prepare` said."""

    folder: Path
    house: House
    output: str

    @property
    def database(self):
        return self.folder / "db.sqlite3"

    @property
    def url(self):
        return self.house.url


def manage(environment, *arguments):
    return subprocess.run(
        [*MANAGE, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=600
    )


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demonstration")
    house = House(
        folder,
        DATABASE_URL=f"sqlite:///{folder / 'db.sqlite3'}",
        REDIS_URL="",
        BROKER_URL="filesystem://localhost",
        PUBLIC_RATE="100000/min",
    )
    made = manage(house.environment, "prepare")
    assert made.returncode == 0, made.stdout + made.stderr
    try:
        house.start("web")
        yield Demonstration(folder, house, made.stdout)
    finally:
        house.stop()


@pytest.fixture(scope="session")
def password():
    return PASSWORD
