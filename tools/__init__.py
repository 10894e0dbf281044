"""What `make` calls. Everything up to the virtual environment runs on the standard library of Python 3.11."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"


def embedded(**variables):
    """The environment of a process of ours on this machine: not production, and what the caller already says wins.

    Compiled modules are always kept: without them each process starts in twice the time.
    """
    defaults = {"PRODUCTION": "0", "PYTHONUNBUFFERED": "1", **variables}
    said = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**defaults, **said}
