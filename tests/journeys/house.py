"""The product as `make run` starts it - pages, worker, scheduler - on the database and the queue of a test."""

import os
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from tools import ROOT
from tools.run import processes

READY_WITHIN = 60.0
ENDS_WITHIN = 15.0
SWEEP_SECONDS = 2


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url(facts):
    """The address of the database of a Django connection (its settings_dict)."""
    password = f":{facts['PASSWORD']}" if facts["PASSWORD"] else ""
    return f"postgres://{facts['USER']}{password}@{facts['HOST']}:{facts['PORT'] or 5432}/{facts['NAME']}"


class House:
    """Processes that share a folder, a database and a queue. `names` are those of `make run`: web, worker, beat."""

    def __init__(self, folder: Path, **addresses):
        self.folder, self.port, self.running = folder, free_port(), {}
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "PRODUCTION": "0",
            "DEMONSTRATION": "1",
            "DJANGO_SETTINGS_MODULE": "certify.settings",
            "VAR_DIR": str(folder),
            "SITE_URL": self.url,
            "SWEEP_SECONDS": str(SWEEP_SECONDS),
            **addresses,
        }
        self.environment.pop("EMAIL_URL", None)  # letters lie in the folder, as `make run` has it

    def start(self, *names):
        commands = processes(self.port, self.folder)
        for name in names:
            with self.log_of(name).open("ab") as log:
                self.running[name] = subprocess.Popen(
                    [*map(str, commands[name])], cwd=ROOT, env=self.environment, stdout=log, stderr=log
                )
        if "web" in names:
            self.wait_until_it_answers()

    def wait_until_it_answers(self):
        deadline = time.monotonic() + READY_WITHIN
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=5).close()
                return
            except OSError:  # refused, broken off or too slow yet
                if time.monotonic() > deadline or self.running["web"].poll() is not None:
                    raise AssertionError(f"The pages do not answer.\n{self.logs()}") from None
                time.sleep(0.1)

    def stop(self):
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(timeout=ENDS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def log_of(self, name):
        return self.folder / f"{name}.log"

    def logs(self):
        return "\n".join(
            f"--- {name}\n{self.log_of(name).read_text(errors='replace')[-4000:]}" for name in self.running
        )
