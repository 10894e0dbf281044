"""What every process of the product loads before it answers."""

import subprocess
import sys
from pathlib import Path

from tools import embedded

ROOT = Path(__file__).resolve().parents[2]
START = """
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "check"])
import certify.management.commands.prepare
print(sorted({"weasyprint", "fontTools", "pyhanko"} & set(sys.modules)))
"""


def test_no_page_waits_for_the_engine_of_pdfs_and_signatures():
    """Together they double the time to start; they are imported inside the functions that print and sign."""
    environment = embedded(DJANGO_SETTINGS_MODULE="certify.settings")

    ran = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-1] == "[]"
