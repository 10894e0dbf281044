"""Sentences are compared in English unless a test says otherwise."""

import pytest
from django.utils import translation

pytest.register_assert_rewrite("tests.applications.proof")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def browser_of(client_of):
    """A browser in which the person is signed in and reads English."""

    def signed_in(person):
        person.language = "en"
        person.save(update_fields=["language"])
        return client_of(person)

    return signed_in
