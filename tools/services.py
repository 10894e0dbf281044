"""PostgreSQL and Redis for the tests: those that were named, those of this machine, else private ones."""

import contextlib
import getpass
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools import PYTHON, ROOT, system
from tools.supervisor import die_with_parent

# One name per checkout: two clones that test at the same time do not drop each other's database.
DATABASE = f"certify_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"
REDIS_NUMBER = 15  # leaves alone what a developer keeps in 0
START_WITHIN = 30.0
CAN_CREATE = """
import sys, psycopg2
with psycopg2.connect(sys.argv[1], dbname="postgres", connect_timeout=3) as connection, connection.cursor() as cursor:
    cursor.execute("select rolsuper or rolcreatedb from pg_roles where rolname = current_user")
    sys.exit(0 if cursor.fetchone()[0] else 1)
"""


def needs():
    """The Debian packages of the servers that will have to be started here."""
    wanted = {}
    if "DATABASE_URL" not in os.environ and not _listens(5432):
        wanted |= system.POSTGRESQL
    if "REDIS_URL" not in os.environ and not _listens(6379):
        wanted |= system.REDIS
    return wanted


@contextlib.contextmanager
def running():
    """Yield {"DATABASE_URL": …, "REDIS_URL": …}; what was started for it is stopped and removed afterwards."""
    with contextlib.ExitStack() as stack:
        database = os.environ.get("DATABASE_URL") or _local_postgresql() or stack.enter_context(_own_postgresql())
        redis = os.environ.get("REDIS_URL") or _local_redis() or stack.enter_context(_own_redis())
        yield {"DATABASE_URL": database, "REDIS_URL": redis}


def _listens(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _local_postgresql():
    """The server on 5432, when somebody we can be without a password may create databases there; else None."""
    if not _listens(5432):
        return None
    for user in ("postgres", getpass.getuser()):
        url = f"postgres://{user}@127.0.0.1:5432"
        asked = subprocess.run([PYTHON, "-c", CAN_CREATE, f"{url}/postgres"], capture_output=True, check=False)
        if asked.returncode == 0:
            return f"{url}/{DATABASE}"
    return None


def _local_redis():
    """The server on 6379 when it answers us without a password; else None."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", 6379), timeout=1) as connection:
        connection.sendall(b"PING\r\n")
        if connection.recv(64).startswith(b"+PONG"):
            return f"redis://127.0.0.1:6379/{REDIS_NUMBER}"
    return None


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def _own_postgresql():
    """A PostgreSQL of our own under a temporary folder (its socket's path must be short), with a password of its own.

    PostgreSQL refuses to run as root: then it runs as its Debian user.
    """
    system.ensure(system.POSTGRESQL)
    programs, port, password = system.postgres_programs(), _free_port(), secrets.token_hex(16)
    identity = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="certify-postgresql-") as folder:
        Path(folder, "password").write_text(password)
        if identity:
            shutil.chown(folder, "postgres")
            shutil.chown(Path(folder, "password"), "postgres")
        print(f"Starting a PostgreSQL of our own on port {port}", flush=True)
        initialise = [programs / "initdb", "-D", f"{folder}/data", "-U", "postgres", f"--pwfile={folder}/password"]
        initialise += ["-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        _quietly(initialise, **identity)
        settings = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": folder}
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        # SIGINT ends it at once; on SIGTERM it would wait for clients that a failed test left behind.
        command = [programs / "postgres", "-D", f"{folder}/data", *options]
        with _server(command, port, folder, end=signal.SIGINT, **identity):
            yield f"postgres://postgres:{password}@127.0.0.1:{port}/{DATABASE}"


@contextlib.contextmanager
def _own_redis():
    system.ensure(system.REDIS)
    port = _free_port()
    print(f"Starting a Redis of our own on port {port}", flush=True)
    with tempfile.TemporaryDirectory(prefix="certify-redis-") as folder:
        options = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
        with _server(["redis-server", *options], port, folder):
            yield f"redis://127.0.0.1:{port}/{REDIS_NUMBER}"


@contextlib.contextmanager
def _server(command, port, folder, *, end=signal.SIGTERM, **identity):
    """Run a server until the block ends; exits with the server's own words when it does not open its port."""
    with open(Path(folder, "log"), "w+") as log:
        process = subprocess.Popen(
            [*map(str, command)],
            cwd="/",
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **identity,
        )
        try:
            deadline = time.monotonic() + START_WITHIN
            while not _listens(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    sys.exit(f"{command[0]} did not start:\n{log.read()}")
                time.sleep(0.05)
            yield
        finally:
            process.send_signal(end)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _quietly(command, **identity):
    ran = subprocess.run([*map(str, command)], cwd="/", capture_output=True, text=True, check=False, **identity)
    if ran.returncode:
        sys.exit(f"{command[0]} failed:\n{ran.stdout}{ran.stderr}")
