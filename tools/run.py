"""`make run`: web, worker and scheduler together on SQLite and a broker of files, at http://127.0.0.1:$PORT."""

import asyncio
import fcntl
import os
import socket
import sys
from pathlib import Path

from tools import PYTHON, ROOT, VAR, embedded, setup, system
from tools.supervisor import Children, Ended

# Said here so that a .env meant for a deployment never lends its database to demonstration data.
EMBEDDED = {"DEMONSTRATION": "1", "REDIS_URL": "", "BROKER_URL": "filesystem://localhost"}
READY_WITHIN = 60.0  # seconds; on two busy cores the web process needs two


def main():
    port = wanted_port(os.environ.get("PORT", "8000"))
    address = f"http://127.0.0.1:{port}"
    var = Path(os.environ.get("VAR_DIR", VAR)).absolute()
    environment = embedded(**EMBEDDED, DATABASE_URL=f"sqlite:///{var}/db.sqlite3", SITE_URL=address, VAR_DIR=str(var))
    lock = only_one(var / "run.lock", address)
    setup.ready(system.RUN, "base")
    with lock:
        return asyncio.run(serve(port, address, environment, var))


def wanted_port(text):
    """The port as a number; exits with a sentence when it is none, or when something listens there already."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        sys.exit(f"PORT is {text!r}; it must be a number from 1 to 65535, for example: make run PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except PermissionError:
            sys.exit(f"Port {text} may be opened by root only. Choose a higher one, for example: make run PORT=8001")
        except OSError:
            sys.exit(f"Port {text} is in use. End what listens there, or choose another one: make run PORT=8001")
    return int(text)


def only_one(path, address):
    """Take the lock of this data folder, or exit: two schedulers on one SQLite file would do everything twice."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = open(path, "a+")  # noqa: SIM115 - held open as long as the product runs
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        sys.exit(f"certify runs from this folder already: {lock.read().strip()}. End that one first.")
    lock.truncate(0)
    lock.write(address)
    lock.flush()
    return lock


def processes(port, var):
    """Name -> command of what runs for as long as the product does; the pages come first."""
    # One task at a time in the worker's own process: a third of the memory, and it ends in half the time. As root, which
    # one is in a container, it would warn; the queue is a folder of our own.
    quiet = ["-W", "ignore:You're running the worker with superuser privileges"]
    celery = [PYTHON, *quiet, "-m", "celery", "--app", "certify", "--quiet"]
    # Static files are read where they lie: nothing is collected, and nobody has to be told so.
    granian = [PYTHON, "-W", "ignore:No directory at", "-m", "granian", "--interface", "wsgi", "--no-ws"]
    listen = ["--host", "127.0.0.1", "--port", port, "--blocking-threads", "4", "--log-level", "warning"]
    return {
        "web": [*granian, *listen, "certify.wsgi:application"],
        "worker": [*celery, "worker", "--pool", "solo", "--loglevel", "WARNING", "--without-gossip"],
        "beat": [*celery, "beat", "--loglevel", "WARNING", "--schedule", var / "beat-schedule", "--pidfile="],
    }


async def serve(port, address, environment, var):
    try:
        async with Children(environment, cwd=ROOT) as children:
            await children.finish("prepare", PYTHON, "manage.py", "prepare")
            for name, command in processes(port, var).items():
                await children.start(name, *command)
                if name == "web":  # alone on the processors until it answers: that is what a person waits for
                    await children.until(until_healthy(port))
            children.say(welcome(address, var, environment))
            await children.until(asyncio.Event().wait())
    except Ended as end:
        print(end or "Ended.", flush=True)
        return 1 if str(end) else 0


async def until_healthy(port):
    """Wait until /healthz answers 200; raises Ended with its last words after READY_WITHIN seconds."""
    status = "nothing"
    try:
        async with asyncio.timeout(READY_WITHIN):
            while (status := await health(port)) != "200":
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise Ended(f"The web process is not ready after {READY_WITHIN:.0f} s: /healthz says {status}.") from None


async def health(port):
    """The HTTP status of /healthz as text, or "nothing" while nobody answers."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return "nothing"
    writer.write(f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
    status_line = (await reader.readline()).decode(errors="replace")
    writer.close()
    return [*status_line.split(), "nothing", "nothing"][1]


def welcome(address, var, environment):
    sign_ins = var / "demo-sign-ins.txt"
    lines = ["", f"certify is ready at {address}  (Ctrl-C ends it)"]
    if environment["DEMONSTRATION"] not in ("", "0") and sign_ins.is_file():
        lines += ["", sign_ins.read_text(encoding="utf-8").rstrip()]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
