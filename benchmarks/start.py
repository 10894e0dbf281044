"""How long `make run` takes to answer: on an empty database, and when all is there. Target: the second under 5 s.

The floor beside each figure is one bare `manage.py` start measured in the same round, for this machine's mood.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
TARGET = 5.0


def main():
    with tempfile.TemporaryDirectory(prefix="certify-bench-") as folder:
        first, first_end = start_and_stop(folder)
        print(f"first start, demonstration data included: ready after {first:.1f} s, ended after {first_end:.1f} s")
        rounds = [(bare_start(folder), *start_and_stop(folder)) for _ in range(ROUNDS)]
    for floor, ready, end in rounds:
        print(
            f"second start: ready after {ready:.2f} s, ended after {end:.2f} s; one bare manage.py start {floor:.2f} s"
        )
    median = statistics.median(ready for _floor, ready, _end in rounds)
    print(f"second start, median of {ROUNDS}: {median:.2f} s (target: {TARGET:.0f} s)")
    return 0 if median < TARGET else 1


def start_and_stop(folder):
    """Seconds from typing `make run` to ready, and from Ctrl-C to the end of all processes."""
    environment = {**os.environ, "VAR_DIR": folder, "PORT": str(free_port())}
    begin = time.monotonic()
    process = subprocess.Popen(["make", "run"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    said = []
    for line in process.stdout:
        said.append(line)
        if "is ready at" in line:
            break
    else:
        sys.exit("make run ended before it was ready:\n" + "".join(said))
    ready = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.communicate()
    return ready - begin, time.monotonic() - ready


def bare_start(folder):
    environment = {**os.environ, "VAR_DIR": folder, "PRODUCTION": "0"}
    begin = time.monotonic()
    subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, check=True)
    return time.monotonic() - begin


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
