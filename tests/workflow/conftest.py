"""The engine is tested with the first kind of case there is: an application that has just been begun."""

import pytest
from django.core import mail

from applications.models import Application
from scoring.models import Edition
from workflow.models import Event, Notice


@pytest.fixture
def draft(applicant, organisation):
    edition = Edition.objects.create(
        standard="GB/T 27922-2011", version=1, title_zh="售后", title_en="Service", rules={}, source_sha256="0" * 64
    )
    return Application.objects.create(
        reference="A-2026-0001", organisation=organisation, edition=edition, created_by=applicant
    )


@pytest.fixture
def in_state():
    """The case as it would be in another state, put there behind the engine's back."""

    def put(case, state):
        type(case).objects.filter(pk=case.pk).update(state=state)
        return type(case).objects.get(pk=case.pk)

    return put


@pytest.fixture
def traces():
    """Everything a step leaves behind, to prove that nothing happened."""

    def read(case):
        stored = type(case).objects.filter(pk=case.pk).values().get()
        return stored, Event.objects.count(), Notice.objects.count(), len(mail.outbox)

    return read
