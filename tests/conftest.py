"""What every test stands on: files of its own, a real database, and a cast of people named by role."""

import pytest
from django.conf import settings as project
from django.utils import translation

from tests.factories import AuditorFactory, OrganisationFactory, PersonFactory

ON_SQLITE = project.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def pytest_collection_modifyitems(config, items):
    """On SQLite leave out what needs PostgreSQL: tests that say so, and those with real transactions (their clearing up
    deletes journal rows, which the database refuses). Of the quick part (`-m …`) also what asks no database
    anything: it says the same on both."""
    if not ON_SQLITE:
        return
    quick = config.option.markexpr
    left_out = [item for item in items if needs_postgresql(item) or (quick and not asks_database(item))]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep in one process what belongs together (see tests.together)."""
    from tests.together import Together  # here, since without xdist there is nothing to spread

    return Together(config, log)


def needs_postgresql(item):
    database = item.get_closest_marker("django_db")
    return bool(
        item.get_closest_marker("postgres")
        or (database and database.kwargs.get("transaction"))
        or {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    )


def asks_database(item):
    return bool(item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Each test keeps its files, letters and keys in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.VAR_DIR = tmp_path
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }


@pytest.fixture(autouse=True)
def numbered_from_the_start():
    """Made-up people and organisations are numbered anew in each test, so that a test meets the same ones whenever it runs."""
    OrganisationFactory.reset_sequence(0)
    PersonFactory.reset_sequence(0, force=True)


@pytest.fixture(autouse=True)
def in_the_default_language():
    """Django keeps the language of the last request for the thread, so of the test before."""
    translation.deactivate()


# --- the cast ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def applicant(db):
    """Belongs to `organisation`."""
    return PersonFactory(name="王小明", email="applicant@example.org")


@pytest.fixture
def organisation(applicant):
    return OrganisationFactory(
        name="北京诚信家电有限公司", name_en="Beijing Chengxin Appliances Co., Ltd.", members=[applicant]
    )


@pytest.fixture
def stranger(db):
    """An applicant of another organisation."""
    person = PersonFactory(name="赵陌生", email="stranger@example.org")
    OrganisationFactory(name="上海别家商贸有限公司", name_en="Shanghai Other Trading Co., Ltd.", members=[person])
    return person


@pytest.fixture
def officer(db):
    return PersonFactory(name="陈市场", email="officer@example.org", roles=["officer"])


@pytest.fixture
def audit_manager(db):
    return PersonFactory(name="周审核", email="audit-manager@example.org", roles=["audit_manager"])


@pytest.fixture
def auditor(db):
    return AuditorFactory(name="吴审查", email="auditor@example.org")


@pytest.fixture
def other_auditor(db):
    return AuditorFactory(name="郑审查", email="other-auditor@example.org")


@pytest.fixture
def members(db):
    """Three members of the committee: the default quorum."""
    names = ("冯评审", "蒋评审", "沈评审")
    return [
        PersonFactory(name=n, email=f"member{i}@example.org", roles=["member"]) for i, n in enumerate(names, start=1)
    ]


@pytest.fixture
def member(members):
    return members[0]


@pytest.fixture
def manager(db):
    return PersonFactory(name="韩经理", email="manager@example.org", roles=["manager"])


@pytest.fixture
def client_of():
    """A browser in which the person is signed in: `client_of(officer).get(...)`."""
    from django.test import Client

    def signed_in(user, **kwargs):
        client = Client(**kwargs)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
