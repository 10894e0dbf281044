"""The virtual environment in .venv, filled from the hash-locked lists in requirements/."""

import os
import subprocess
import sys
from pathlib import Path

from tools import PYTHON, ROOT, VENV, stamps

REQUIREMENTS = ROOT / "requirements"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def ensure(name):
    """Make .venv hold everything of requirements/`name`.txt; exits with the installer's words when it cannot."""
    listing = REQUIREMENTS / f"{name}.txt"
    stamp = VENV / f".installed-{name}"
    value = stamps.digest(listing, str(VENV))
    if stamps.is_done(stamp, value, [PYTHON]) and _is_usable():
        return
    if not _is_usable():
        print("Creating the virtual environment in .venv", flush=True)
        _run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    print(f"Installing requirements/{name}.txt", flush=True)
    _install(listing)
    stamps.mark(stamp, value)


def _is_usable():
    """Whether .venv was made for this very folder (its scripts name it) by a Python that is still there."""
    config = VENV / "pyvenv.cfg"
    if not (PYTHON.exists() and config.exists()):
        return False
    made_for = [line.rpartition(" ")[2] for line in config.read_text().splitlines() if line.startswith("command")]
    return made_for in ([], [str(VENV)])


def _install(listing):
    """By uv, which needs a tenth of pip's time; by pip where uv cannot (a proxy or mirror only pip knows of)."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        _run([*pip, str(REQUIREMENTS / "setup.txt")])
    command = [uv, "pip", "install", "--quiet", "--python", PYTHON, "--compile-bytecode", "--require-hashes"]
    if subprocess.run([*command, "-r", listing], env=_uv_environment(), check=False).returncode:
        print("uv could not install; pip tries the same list.", flush=True)
        _run([*pip, str(listing)])


def _uv_environment():
    """uv reads neither pip's configuration nor, by itself, the authorities this machine trusts: hand over both."""
    environment = {"UV_NO_CONFIG": "1", "UV_LINK_MODE": "copy", **os.environ}
    asked = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True, check=False
    )
    index = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
    if index:
        environment.setdefault("UV_DEFAULT_INDEX", index)
    if SYSTEM_CERTIFICATES.exists():
        environment.setdefault("UV_SYSTEM_CERTS", "1")
    return environment


def _run(command):
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"This failed, so nothing was started: {' '.join(map(str, command))}")
