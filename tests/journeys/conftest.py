"""A real browser, the product in processes of its own, and what a person can read in letters."""

from pathlib import Path

import pytest
import redis
from django.conf import settings as project
from django.db import connection

from tests.applications.cases import reference_data
from tests.factories import PASSWORD
from tests.journeys.browsing import PATIENCE, browser  # noqa: F401  (a fixture)
from tests.journeys.house import House, database_url
from tests.journeys.keyboard import KeyboardPerson, keys_only  # noqa: F401  (a fixture)
from tests.journeys.letterbox import Letterbox
from tests.journeys.person import Person

REAL_HASHER = "django.contrib.auth.hashers.PBKDF2PasswordHasher"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Let fixtures know how the test ended."""
    outcome = yield
    setattr(item, f"report_{call.when}", outcome.get_result())


@pytest.fixture
def edition(transactional_db):
    """The edition, the checklist and the tariff, loaded as `manage.py prepare` loads them."""
    return reference_data()


@pytest.fixture
def house(transactional_db, tmp_path, settings):
    """Pages, worker and scheduler; whoever is created from now on can sign in there."""
    settings.PASSWORD_HASHERS = [REAL_HASHER]
    house = House(tmp_path, DATABASE_URL=database_url(connection.settings_dict), REDIS_URL=project.REDIS_URL)
    house.environment["BROKER_URL"] = project.REDIS_URL
    forget_visitors()
    try:
        house.start("web", "worker", "beat")
        yield house
    finally:
        house.stop()


def forget_visitors():
    """Rate limits outlive a test in Redis: the same address would not get its letter again for three minutes."""
    with redis.from_url(project.REDIS_URL) as server:
        for key in server.scan_iter("*allauth:rl:*"):
            server.delete(key)


@pytest.fixture
def letterbox(house):
    return Letterbox(house.folder / "mail")


@pytest.fixture
def manner(request):
    """What kind of Person everybody is: with a mouse, unless a test says otherwise (`indirect`)."""
    kind = getattr(request, "param", Person)
    if kind is KeyboardPerson:
        request.getfixturevalue("keys_only")
    return kind


@pytest.fixture
def somebody(request, browser, house, tmp_path, manner):  # noqa: F811
    """Sits a person down in front of a window: `somebody(name=…, email=…)`. Afterwards no page may have had a fault."""
    people = []

    def arrive(name="", *, email="", language="zh-hans", **options):
        locale = "en-GB" if language == "en" else "zh-CN"
        context = browser.new_context(locale=locale, accept_downloads=True, **{**manner.CONTEXT, **options})
        context.set_default_timeout(PATIENCE)
        person = manner(context, house.url, name=name, email=email, language=language)
        people.append(person)
        return person

    yield arrive
    if getattr(request.node, "report_call", None) is None or request.node.report_call.failed:
        print(testimony(people, tmp_path, house))
    faults = [f"{person.name}: {fault}" for person in people for fault in person.faults]
    for person in people:
        person.context.close()
    assert not faults, "\n".join(faults)


def testimony(people, folder: Path, house):
    """What everybody had before them when the test failed: text, faults, a picture each."""
    said = []
    for number, person in enumerate(people):
        picture = folder / f"{number}-{person.email or 'stranger'}.png"
        try:
            person.page.screenshot(path=picture, full_page=True)
            text = person.text()
        except Exception as error:
            text = f"(no page: {error})"
        said.append(f"=== {person.name} at {person.page.url}\nfaults: {person.faults}\npicture: {picture}\n{text}\n")
    return "\n".join([*said, house.logs()])


@pytest.fixture
def sign_in(somebody):
    """Signs a member of staff (a User of the factories) in through the page."""

    def enter(user, language="zh-hans"):
        if user.language != language:
            user.language = language
            user.save(update_fields=["language"])
        person = somebody(user.name, email=user.email, language=language)
        person.open("/accounts/login/")
        person.fill("Email", user.email)
        person.fill("Password", PASSWORD)
        person.press("Sign in")
        person.is_at("/home/")
        return person

    return enter
