"""What every test stands on: safe settings, a real database, and a cast of people named by role."""

import os

os.environ.setdefault("PRODUCTION", "0")

import pytest


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Each test keeps its files, letters and keys in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.VAR_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}}
