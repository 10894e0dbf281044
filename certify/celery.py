"""The engine that makes queued work fast; the truth of every queue is a row in the database (see docs/architecture.md)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "certify.settings")

app = Celery("certify")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
