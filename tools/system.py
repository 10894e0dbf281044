"""Debian packages: what is missing on this machine, and installing it or saying how."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import PYTHON


def _library(name):
    def present():
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def _program(name):
    return lambda: shutil.which(name) is not None


def _can_make_environments():
    return PYTHON.exists() or importlib.util.find_spec("ensurepip") is not None


def postgres_programs():
    """The folder that holds `initdb` and `postgres`, the newest one; None when there is no PostgreSQL server here."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    folders = debian + ([Path(on_path).parent] if on_path else [])
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


# Debian package -> whether what we need of it is here, however it came.
RUN = {
    "python3-venv": _can_make_environments,
    "libpango-1.0-0": _library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": _library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": _library("libharfbuzz-subset.so.0"),  # without it a PDF takes seconds instead of 0.2 s
    "fonts-hanazono": Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf").exists,  # rare ideographs in names
}
CHECK = {**RUN, "gettext": _program("xgettext")}
TEST = {**CHECK, "chromium": _program("chromium"), "poppler-utils": _program("pdftotext")}
POSTGRESQL = {"postgresql": lambda: postgres_programs() is not None}
REDIS = {"redis-server": _program("redis-server")}


def missing(needs):
    return [package for package, is_present in needs.items() if not is_present()]


def ensure(needs):
    """Install what is missing of `needs`; where that is not possible, exit with the line to type."""
    packages = missing(needs)
    if not packages:
        return
    prefix = _privilege()
    if prefix is None:
        sys.exit(_sentence(packages))
    print(f"Installing with apt-get: {' '.join(packages)}", flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    steps = [[*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]]
    for step in steps:
        ran = subprocess.run(step, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if ran.returncode:
            sys.exit(f"{ran.stdout}{ran.stderr}\napt-get failed. {_sentence(packages)}")
    if still := missing(needs):
        sys.exit(f"apt-get installed {' '.join(packages)}, and yet this is not usable: {' '.join(still)}.")


def _privilege():
    """What to put before apt-get: nothing for root, sudo where it works, None where neither helps."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin.isatty() else None


def _sentence(packages):
    line = f"apt-get install --no-install-recommends {' '.join(packages)}"
    return f"This machine lacks {', '.join(packages)}. Install that as root and start again:\n\n    {line}\n"
