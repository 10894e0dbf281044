"""The product's settings on a machine for tests. Imported before anything else, so that the environment is complete."""

import os
from pathlib import Path

os.environ["PRODUCTION"] = "0"
os.environ.setdefault("DEMONSTRATION", "1")
os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "tests"))
# No test waits for a broker: those about the queue bring their own.
os.environ.setdefault("BROKER_URL", "memory://")

from certify.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
