"""The engine is tested with the first kind of case there is: an application that has just been begun."""

import multiprocessing

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import connections

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


@pytest.fixture
def in_processes():
    """Runs `work(number)` in so many processes at once, each with a connection of its own; returns their answers."""
    many = multiprocessing.get_context("fork")

    def run(count, work):
        ContentType.objects.get_for_models(Application, Event)
        connections.close_all()
        ready, answers = many.Barrier(count), many.Queue()

        def one(number):
            ready.wait(timeout=60)
            try:
                answers.put((number, work(number)))
            except Exception as error:
                answers.put((number, repr(error)))
            finally:
                connections.close_all()

        processes = [many.Process(target=one, args=(number,)) for number in range(count)]
        for process in processes:
            process.start()
        found = dict(answers.get(timeout=120) for _process in processes)
        for process in processes:
            process.join(timeout=60)
        return [found[number] for number in range(count)]

    return run
