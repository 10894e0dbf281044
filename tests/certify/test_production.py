"""An unsafe production configuration is refused, each fault by its name."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as project

from certify.checks import production_is_safe
from tools import ROOT

SAFE = {
    "PRODUCTION": "1",
    "DEBUG": "0",
    "DEMONSTRATION": "0",
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "certify.example",
    "SITE_URL": "https://certify.example",
    "DATABASE_URL": "postgres://certify:secret@127.0.0.1:1/certify",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "BROKER_URL": "redis://127.0.0.1:1/0",
    "SIGNING_KEY_FILE": "/etc/certify/key.p12",
    "BODY_NAME": "北京某认证有限公司",
    "BODY_CODE": "123",
}
UNSAFE = {
    "secret_key": {"SECRET_KEY": "short"},
    "debug": {"DEBUG": True},
    "demonstration": {"DEMONSTRATION": True},
    "broker": {"CELERY_BROKER_URL": "filesystem://"},
    "signing_key": {"SIGNING_KEY_FILE": ""},
    "allowed_hosts": {"ALLOWED_HOSTS": ["*"]},
    "body": {"BODY_CODE": "000"},
    "site_url": {"SITE_URL": "http://certify.example"},
}


@pytest.fixture
def safe(settings, monkeypatch):
    """A production configuration without a fault."""
    settings.PRODUCTION, settings.DEBUG, settings.DEMONSTRATION = True, False, False
    settings.SECRET_KEY, settings.SIGNING_KEY_FILE = SAFE["SECRET_KEY"], SAFE["SIGNING_KEY_FILE"]
    settings.CELERY_BROKER_URL = SAFE["BROKER_URL"]
    settings.BODY_NAME, settings.BODY_CODE = SAFE["BODY_NAME"], SAFE["BODY_CODE"]
    settings.ALLOWED_HOSTS, settings.SITE_URL = [SAFE["ALLOWED_HOSTS"]], SAFE["SITE_URL"]
    monkeypatch.setitem(project.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    return settings


def names():
    return [error.id.removeprefix("certify.") for error in production_is_safe(None)]


def test_a_safe_configuration_passes(safe):
    assert names() == []


@pytest.mark.parametrize("fault", UNSAFE)
def test_one_fault_is_named_alone(safe, fault):
    for name, value in UNSAFE[fault].items():
        setattr(safe, name, value)
    assert names() == [fault]


def test_the_key_of_a_demonstration_is_no_key(safe):
    safe.SECRET_KEY = "embedded-" + "k" * 80
    assert names() == ["secret_key"]


def test_sqlite_is_named(safe, monkeypatch):
    monkeypatch.setitem(project.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    assert names() == ["sqlite"]


def test_outside_production_nothing_is_asked(safe):
    safe.PRODUCTION, safe.DEBUG = False, True
    assert names() == []


def run(tmp_path, environment, *command):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = kept | {"VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "certify.settings"} | environment
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_check_of_a_safe_installation_passes(tmp_path):
    done = run(tmp_path, SAFE, "manage.py", "check")
    assert done.returncode == 0, done.stderr


def test_an_empty_environment_is_production_and_refused_with_every_fault(tmp_path):
    done = run(tmp_path, {}, "manage.py", "check")
    assert done.returncode == 1
    for name in ("secret_key", "broker", "signing_key", "sqlite", "allowed_hosts", "body", "site_url"):
        assert f"certify.{name}" in done.stderr
    assert "Set SECRET_KEY to a long random string." in done.stderr


def test_the_web_process_does_not_start_unsafely(tmp_path):
    done = run(tmp_path, SAFE | {"DEMONSTRATION": "1"}, "-c", "import certify.wsgi")
    assert done.returncode == 1
    assert "certify.demonstration: DEMONSTRATION mode is on." in done.stderr
