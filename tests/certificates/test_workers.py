"""Sealing by real Celery workers on Redis and PostgreSQL: killed, without a broker, two at once; sealed once in the end."""

# ruff: noqa: F811  (fixtures are imported by their names)

import time

import pytest

from certificates.models import Certificate, Seal
from certificates.tasks import sweep_seals
from files.models import StoredFile
from files.verification import faults
from printing.signature import verify_pdf
from tests.certificates import cases
from tests.processes import (  # noqa: F401  (two are fixtures)
    BROKER,
    DEAD_BROKER,
    at_once,
    broker,
    empty_broker,
    kill,
    until,
    use_broker,
    workers,
)
from workflow.engine import perform
from workflow.models import Event
from workflow.notices import hand_over

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.django_db(transaction=True)]


def is_sealed():
    return Seal.objects.filter(stored__isnull=False).exists()


def assert_sealed_exactly_once():
    seal = Seal.objects.select_related("certificate", "stored").get()
    certificate = seal.certificate
    assert StoredFile.objects.filter(name=f"{certificate.reference}.pdf").count() == 1
    assert Event.objects.of(certificate).filter(name="seal").count() == 1
    with seal.stored.content.open("rb") as content:
        assert verify_pdf(content.read()).ok
    assert [fault for fault in faults() if fault.name == seal.stored.name] == []


def test_a_worker_killed_while_sealing(organisation, members, manager, workers, settings):
    decision = cases.voted(organisation, members=members)
    first = workers()
    perform(decision, "grant", by=manager)
    until(lambda: Seal.objects.filter(claimed_at__isnull=False).exists(), every=0.005)
    kill(first)
    seal = Seal.objects.get()
    assert (seal.stored, seal.attempts) == (None, 1)
    assert Certificate.objects.get().state == "valid"
    empty_broker()
    settings.CLAIM_STALE_SECONDS = 1
    time.sleep(1.1)
    workers()
    sweep_seals()
    until(is_sealed)
    sweep_seals()
    hand_over("certificates.seal_certificate", seal.pk)
    time.sleep(1.5)
    assert_sealed_exactly_once()
    assert Seal.objects.get().attempts == 2


def test_a_broker_that_is_away_when_it_is_granted(organisation, members, manager, workers):
    decision = cases.voted(organisation, members=members)
    use_broker(DEAD_BROKER)
    perform(decision, "grant", by=manager)
    seal = Seal.objects.get()
    assert Certificate.objects.get().state == "valid"
    assert (seal.stored, seal.claimed_at, seal.attempts) == (None, None, 0)
    sweep_seals()
    assert Seal.objects.get().claimed_at is None
    use_broker(BROKER)
    workers()
    sweep_seals()
    sweep_seals()
    until(is_sealed)
    time.sleep(1.5)
    assert_sealed_exactly_once()


def test_two_workers_with_the_same_message(organisation, members, manager, workers):
    """Claims that are stale at once let every one of them begin; the row lets one of them finish."""
    cases.granted(organisation, members=members, manager=manager)
    empty_broker()
    workers(2, CLAIM_STALE_SECONDS="0")
    for _message in range(6):
        hand_over("certificates.seal_certificate", Seal.objects.get().pk)
    until(is_sealed)
    time.sleep(3)
    assert Seal.objects.get().attempts > 1
    assert_sealed_exactly_once()


def test_four_processes_that_seal_at_once(certificate):
    from certificates.actions import seal_certificate

    seal = Seal.objects.get()
    assert sorted(at_once(*[lambda: seal_certificate(Seal.objects.get(pk=seal.pk))] * 4)) == [False, False, False, True]
    assert_sealed_exactly_once()
