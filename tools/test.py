"""`make test`: the whole suite on PostgreSQL and Redis, then its quick part on SQLite without either.

python3 -m tools.test [arguments for pytest, for both runs]
"""

import signal
import subprocess
import sys
import tempfile

from tools import PYTHON, ROOT, embedded, services, setup, system

WORKERS = "2"
QUICK = "not postgres and not redis and not browser and not demonstration"


def main(arguments):
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that what was started for the tests is stopped then too
    setup.ready({**system.TEST, **services.needs()}, "dev")
    with services.running() as addresses:
        print(f"\nThe whole suite, on PostgreSQL and Redis ({_without_password(addresses)})", flush=True)
        whole = pytest(arguments, **addresses)
    with tempfile.TemporaryDirectory(prefix="certify-test-") as folder:
        print("\nThe quick part, on SQLite and the broker of files", flush=True)
        quick = pytest([*arguments, "-m", QUICK], DATABASE_URL=f"sqlite:///{folder}/db.sqlite3", REDIS_URL="")
    for words, code in (("on PostgreSQL", whole), ("on SQLite", quick)):
        if code:
            print(f"The suite failed {words} (pytest ended with {code}).")
    return max(whole, quick)


def pytest(arguments, **addresses):
    environment = {**embedded(), **addresses}
    command = [PYTHON, "-m", "pytest", "-q", "-n", WORKERS, "--dist", "loadgroup", "--create-db", *arguments]
    return abs(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)


def _without_password(addresses):
    return ", ".join(address.rpartition("@")[2].rpartition("//")[2] for address in addresses.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
