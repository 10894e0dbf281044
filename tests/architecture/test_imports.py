"""Imports go down only: the contracts of pyproject.toml hold."""

import subprocess
import sys

from tests.architecture.source import ROOT


def test_every_import_contract_is_kept():
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = subprocess.run([sys.executable, "-c", run], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Contracts: 4 kept, 0 broken." in ran.stdout
