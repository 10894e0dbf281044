"""What somebody does with our files outside our pages: programs of others, and the rules without the product."""

import json
import subprocess
import sys

from tools import ROOT


def text_of(pdf, folder):
    """The text that poppler reads in a PDF."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return run("pdftotext", "-layout", path, "-")


def signature_of(pdf, folder):
    """What poppler says of the signature."""
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    return run("pdfsig", path)


def evaluate(sheet, folder):
    """The result that `python -m scoring evaluate` gives for an exported score sheet."""
    path = folder / "sheet.json"
    path.write_bytes(sheet)
    return json.loads(run(sys.executable, "-m", "scoring", "evaluate", path))


def run(*command):
    done = subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
