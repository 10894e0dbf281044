"""Celery's part: what was held for a form that nobody came back to. May run any number of times."""

from celery import shared_task

from files.holding import release_expired


@shared_task(name="files.sweep_held")
def sweep_held():
    release_expired()
