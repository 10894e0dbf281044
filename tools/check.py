"""`make check`: what can be said about the code without running the product; tells all faults, not the first."""

import subprocess
import sys
import time

from tools import PYTHON, ROOT, embedded, setup, system

CHECKS = {
    "style": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "django": ["manage.py", "check", "--fail-level", "WARNING"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "messages": ["-m", "tools.catalogues", "check"],
    "documents": ["manage.py", "write_docs", "--check"],
}


def main():
    setup.ready(system.CHECK, "dev")
    failed = [name for name, arguments in CHECKS.items() if not passes(name, arguments)]
    if failed:
        print(f"{len(failed)} of {len(CHECKS)} checks failed: {', '.join(failed)}. `make fix` mends style and format.")
    return 1 if failed else 0


def passes(name, arguments):
    """Run one check, quiet unless it fails."""
    begin = time.monotonic()
    ran = subprocess.run([PYTHON, *arguments], cwd=ROOT, env=embedded(), capture_output=True, text=True, check=False)
    print(f"{name:<12}{'ok' if not ran.returncode else 'FAILED':<8}{time.monotonic() - begin:5.1f} s", flush=True)
    if ran.returncode:
        print((ran.stdout + ran.stderr).strip(), flush=True)
    return ran.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
