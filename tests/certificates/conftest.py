"""The case most tests of this floor begin with: a report before the committee, and what came of it."""

import pytest
from django.utils import translation

from tests.certificates import cases


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are compared in the language they are written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def decision(organisation, members):
    """A report before three members; nobody has voted."""
    return cases.opened(organisation, members=members)


@pytest.fixture
def voted(organisation, members):
    """Three votes for granting."""
    return cases.voted(organisation, members=members)


@pytest.fixture
def certificate(organisation, members, manager):
    """Granted by `manager`, not sealed yet."""
    return cases.granted(organisation, members=members, manager=manager)


@pytest.fixture
def reads():
    """The page as text for a person, in English: `reads(manager, "/certificates/")`; None signs nobody in."""
    from django.test import Client

    def page(user, address, *, status=200, **query):
        client = Client(headers={"accept-language": "en"})
        if user:
            type(user).objects.filter(pk=user.pk).update(language="en")
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        answer = client.get(address, query)
        assert answer.status_code == status, answer
        return answer.content.decode()

    return page
