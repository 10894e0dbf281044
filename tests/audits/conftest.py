"""The cast's audits, pages read in English, and the letters that were written."""

import pytest
from django.utils import translation

from tests.audits import cases
from workflow.letters import compose
from workflow.models import Event, Notice


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def browse(client_of):
    """A browser in which the person is signed in and reads English, or the language given."""

    def signed_in(person, language="en"):
        person.language = language
        person.save(update_fields=["language"])
        return client_of(person)

    return signed_in


@pytest.fixture
def prepared(organisation, applicant, audit_manager, auditor, other_auditor):
    """Nothing stands in the way of sending the plan; `auditor` leads, `other_auditor` is a member."""
    return cases.prepared(organisation, leader=auditor, members=[other_auditor], audit_manager=audit_manager)


@pytest.fixture
def proposed(organisation, applicant, audit_manager, auditor, other_auditor):
    return cases.proposed(organisation, leader=auditor, members=[other_auditor], audit_manager=audit_manager)


@pytest.fixture
def on_site(organisation, applicant, audit_manager, auditor, other_auditor):
    return cases.on_site(organisation, leader=auditor, members=[other_auditor], audit_manager=audit_manager)


@pytest.fixture
def letters_of():
    """Letters of the last event of that name on the case: {address: (subject, body)}, each in its reader's language."""

    def read(case, name):
        event = case.last_event(name)
        notices = Notice.objects.filter(event=event, channel=Notice.Channel.EMAIL).select_related("event", "recipient")
        composed = [compose(notice) for notice in notices]
        return {message.to[0]: (message.subject, message.body) for message in composed}

    return read


@pytest.fixture
def deeds():
    """Names of everything in the journal of a case, in order."""
    return lambda case: list(Event.objects.of(case).values_list("name", flat=True))
