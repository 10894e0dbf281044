"""The demonstration as `make run` makes it: a SQLite file of its own, filled once by `manage.py prepare`, and served."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from certify.demonstration.cast import PASSWORD
from certify.demonstration.companies import companies
from tests.demonstration.addresses import addresses, own_addresses
from tests.demonstration.situations import Visit, read
from tests.demonstration.visitor import Visitor
from tests.journeys.house import House
from tools import ROOT

STAFF = ("manager", "officer", "planner", "leader", "member4")
CLIENTS = (
    "mingtai",
    "tianyi",
    "beichen",
    "chunhui",
)  # a holder, one who rectifies, one with questions, one with a draft
# Clients in whose cases it is their move, by the story of their company: their own pages are read as well.
MOVING = ("offered", "returned", "proposed", "planned")
AT_ONCE = 3
LETTER = re.compile(r"^/design/letters/.+/html/$")
MANAGE = [sys.executable, "manage.py"]


def pages_among(answers):
    """Those that are pages, not files, redirects, refusals or letters (which stand in a frame of the page that shows them)."""
    return [
        a
        for a in answers
        if a.status == 200 and a.text.lstrip()[:9].lower() == "<!doctype" and not LETTER.search(a.address)
    ]


@dataclass(frozen=True)
class Demonstration:
    """`output` is what the first `prepare` said; `visits` lead to situations that were made on top of it."""

    folder: Path
    house: House
    output: str
    visits: list[Visit]

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
    passing = manage(house.environment, "shell", "-c", "from tests.demonstration.situations import make; make()")
    assert passing.returncode == 0, passing.stdout + passing.stderr
    try:
        house.start("web")
        yield Demonstration(folder, house, made.stdout, read(passing.stdout))
    finally:
        house.stop()


@pytest.fixture(scope="session")
def password():
    return PASSWORD


@pytest.fixture(scope="session")
def crawl(demonstration):
    """What a person (the part of the sign-in before the @; "" is a stranger) is answered at every address, asked once.

    Clients are asked at every address of their own cases, too."""
    answered = {}

    def ask(person):
        if person not in answered:
            wanted = addresses(demonstration.database)
            assert len(wanted) > 350
            if person in CLIENTS:
                wanted = sorted({*wanted, *addresses(demonstration.database, owner=f"{person}@demo.example")})
            visitor = Visitor(demonstration.url, f"{person}@demo.example" if person else "")
            if person:
                visitor.sign_in(PASSWORD)
            with ThreadPoolExecutor(AT_ONCE) as pool:
                answered[person] = list(pool.map(visitor.get, wanted))
        return answered[person]

    return ask


@pytest.fixture(scope="session")
def visited(demonstration, visitor_of):
    """{visit: answer} of the passing situations, and of the own cases of clients whose move it is."""
    movers = [company.key for company in companies() if company.story in MOVING]
    visits = [*demonstration.visits]
    for person in movers:
        visits += [
            Visit(person, address) for address in own_addresses(demonstration.database, f"{person}@demo.example")
        ]
    return {visit: visitor_of(visit).get(visit.address) for visit in visits}


@pytest.fixture(scope="session")
def visitor_of(demonstration):
    """The visitor who makes a visit; whoever does nothing before it is signed in once."""
    known = {}

    def find(visit):
        reader = (visit.person, visit.before)
        if reader not in known:
            visitor = Visitor(demonstration.url, f"{visit.person}@demo.example" if visit.person else "")
            if visit.person:
                visitor.sign_in(PASSWORD)
            known[reader] = visitor.prepare(visit)
        return known[reader]

    return find
