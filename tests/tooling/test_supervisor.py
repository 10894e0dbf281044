"""When one process ends, or somebody asks, all end; nothing is left behind, whoever kills whom."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Children of the supervisor under test: one starts a process of its own, one ignores the request to end.
LASTING = "import subprocess, time; subprocess.Popen(['sleep', '321']); print('up', flush=True); time.sleep(321)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(321)"
)
SOON_GONE = "import time; time.sleep(0.5); print('farewell', flush=True); raise SystemExit(3)"

ENDING = "\nEnding; what has begun is finished first. (Once more ends it at once.)\n"
DRIVER = """
import asyncio, os, sys
from tools.supervisor import Children, Ended

async def main(first, **children):
    try:
        async with Children(dict(os.environ), cwd=".", grace={grace}) as all:
            if first:
                await all.finish("first", sys.executable, "-c", first)
            for name, code in children.items():
                await all.start(name, sys.executable, "-c", code)
            await all.until(asyncio.Event().wait())
    except Ended as end:
        print("END:", end, flush=True)

asyncio.run(main({first!r}, **{children!r}))
print("LEFT", flush=True)
"""


@pytest.fixture
def supervise(tmp_path):
    """Start a supervisor over children given as code; every process of it carries a mark in its environment."""
    mark = f"SUPERVISED={tmp_path}"
    started = []

    def start(first="", grace=0.5, **children):
        environment = {**os.environ, "SUPERVISED": str(tmp_path), "PYTHONPATH": str(ROOT)}
        code = DRIVER.format(first=first, grace=grace, children=children)
        process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    start.alive = lambda: marked(mark)
    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
    for pid in marked(mark):
        os.kill(pid, signal.SIGKILL)


def marked(mark):
    """Ids of the living processes whose environment holds `mark`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (
                mark.encode() in (folder / "environ").read_bytes()
                and "Z" not in (folder / "stat").read_text().split()[2]
            ):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def until(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def wait_for_lines(process, wanted):
    for _ in range(wanted):
        assert process.stdout.readline().rstrip().endswith("up")


def test_one_end_ends_all_and_its_name_is_said(supervise):
    process = supervise(web=LASTING, worker=SOON_GONE)

    out, _ = process.communicate(timeout=20)

    assert "worker | farewell" in out
    assert "END: worker ended (exit code 3), so everything ends." in out
    assert supervise.alive() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_without_complaint(supervise, number):
    process = supervise(web=LASTING, worker=LASTING)
    wait_for_lines(process, 2)

    process.send_signal(number)
    out, _ = process.communicate(timeout=20)

    assert out == f"{ENDING}END: \nLEFT\n"
    assert process.returncode == 0
    assert supervise.alive() == []


def test_who_ignores_the_request_is_ended_after_the_grace(supervise):
    process = supervise(web=STUBBORN)
    wait_for_lines(process, 1)

    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)

    assert supervise.alive() == []


def test_a_second_signal_does_not_wait_for_the_grace(supervise):
    process = supervise(grace=60, web=STUBBORN)
    wait_for_lines(process, 1)

    process.send_signal(signal.SIGINT)
    assert [process.stdout.readline(), process.stdout.readline()] == ENDING.splitlines(keepends=True)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)

    assert supervise.alive() == []


def test_killing_the_supervisor_leaves_no_child(supervise):
    child = "import time; print('up', flush=True); time.sleep(321)"
    process = supervise(web=child, worker=child)
    wait_for_lines(process, 2)

    process.kill()

    until(lambda: supervise.alive() == [])


def test_a_first_command_that_fails_starts_nothing_else(supervise):
    process = supervise(first="raise SystemExit('the database is gone')", web="print('never')")

    out, _ = process.communicate(timeout=20)

    assert out.splitlines() == [
        "first  | the database is gone",
        "END: first failed (exit code 1); what it said stands above.",
        "LEFT",
    ]


def test_a_signal_during_the_first_command_ends_it(supervise):
    process = supervise(first="import time; print('up', flush=True); time.sleep(321)", web="print('never')")
    wait_for_lines(process, 1)

    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=20)

    assert out == f"{ENDING}END: \nLEFT\n"
    assert supervise.alive() == []
