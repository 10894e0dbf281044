"""Bring a machine to where the product can start; every step is skipped when it was done before for the same inputs."""

import subprocess
import sys

from tools import PYTHON, ROOT, assets, environment, system


def ready(needs, listing):
    """Have the Debian packages of `needs`, requirements/`listing`.txt, the assets and the compiled messages in place.

    Nothing is begun before the machine has all the packages; what cannot be had ends the process with a sentence.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever clones this may have an older one
        found = sys.version.split()[0]
        sys.exit(f"certify needs Python 3.11 or newer; this is {found}. Say for example `make run PYTHON=python3.11`.")
    system.ensure(needs)
    environment.ensure(listing)
    assets.ensure()
    if _stale_catalogues():
        subprocess.run([PYTHON, "-m", "tools.catalogues", "compile"], cwd=ROOT, check=True)


def _stale_catalogues():
    for source in ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            return True
    return False


if __name__ == "__main__":
    ready(system.CHECK, "dev")
