"""Real processes: several at once on one database, and Celery workers on a broker of their own.

The broker is one number of Redis, so whoever uses `workers` belongs to the group of tests.together that shares it.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest
from celery import current_app
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections

BROKER = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0").rsplit("/", 1)[0] + "/14"
DEAD_BROKER = "redis://127.0.0.1:1/0"


def at_once(*works):
    """Run each of `works` in a process of its own, all released together; their answers (or the errors' names) in order."""
    many = multiprocessing.get_context("fork")
    ContentType.objects.get_for_models(
        *[kind.model_class() for kind in ContentType.objects.all() if kind.model_class()]
    )
    connections.close_all()
    ready, answers = many.Barrier(len(works)), many.Queue()

    def one(number, work):
        ready.wait(timeout=60)
        try:
            answers.put((number, work()))
        except Exception as error:
            answers.put((number, f"{type(error).__name__}: {error}"))
        finally:
            connections.close_all()

    processes = [many.Process(target=one, args=pair) for pair in enumerate(works)]
    for process in processes:
        process.start()
    found = dict(answers.get(timeout=180) for _process in processes)
    for process in processes:
        process.join(timeout=60)
    return [found[number] for number in range(len(works))]


def in_processes(count, work):
    """`work(number)` in so many processes at once; their answers in order."""
    return at_once(*[partial(work, number) for number in range(count)])


@pytest.fixture
def broker():
    """Until the end of the test this process publishes to a queue on Redis, empty at first."""
    before = current_app.conf.broker_url
    use_broker(BROKER)
    empty_broker()
    yield
    empty_broker()
    use_broker(before)


@pytest.fixture
def workers(settings, broker):
    """Starts workers and returns the last: `workers(2, CLAIM_STALE_SECONDS="0")`; whatever is left at the end is killed."""
    started = []

    def start(count=1, **environment):
        started.extend(start_worker(settings, **environment) for _number in range(count))
        return started[-1]

    yield start
    for worker in started:
        kill(worker)


def use_broker(address):
    """Let this process publish there from now on."""
    current_app.conf.broker_url = address
    current_app._after_fork()


def empty_broker():
    with current_app.connection_for_write() as living:
        living.default_channel.client.flushdb()


def start_worker(settings, **environment):
    """`celery worker` with two processes in a group of its own, on the test's database, files and key."""
    database = connection.settings_dict
    login = f"{database['USER']}:{database['PASSWORD']}@{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "certify.settings",
        "DATABASE_URL": f"postgres://{login}/{database['NAME']}",
        "BROKER_URL": BROKER,
        "EMAIL_URL": "dummymail://",
        "VAR_DIR": str(settings.VAR_DIR),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "CLAIM_STALE_SECONDS": "1",
    } | environment  # fmt: skip
    command = [sys.executable, "-m", "celery", "-A", "certify", "worker", "-c", "2", "-l", "warning"]
    return subprocess.Popen(command, env=environment, start_new_session=True)


def kill(worker):
    """As a machine that loses its power."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(timeout=20)


def until(condition, *, seconds=90, every=0.05):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(every)
