"""What `make` calls. Everything up to the virtual environment runs on the standard library of Python 3.11."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"


def embedded(**variables):
    """The environment of a process of ours on this machine: not production, and what the caller already says wins."""
    defaults = {"PRODUCTION": "0", "PYTHONUNBUFFERED": "1", **variables}
    return {**defaults, **os.environ}
