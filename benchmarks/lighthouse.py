"""Lighthouse over the public pages: `python -m benchmarks.lighthouse [rounds]`.

Starts the product on demonstration data as production serves it (static files collected under hashed names and compressed,
debug off), and asks Lighthouse for performance, accessibility, best practices and SEO of each page, as a phone and as a
desktop, in both languages. Of several rounds (default 3) the median counts, for this machine's mood. Ends with 1 where a
score is under TARGET. An unknown number answers 404, which no search engine should find: its SEO is not asked.
"""

import json
import os
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = "12.8.2"
TARGET = 95
TOOL = ROOT / "var" / "lighthouse"
CLI = TOOL / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROME = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PRESETS = {"phone": [], "desktop": ["--preset=desktop"]}
LANGUAGES = {"中文": "zh-CN", "English": "en-GB"}
UNKNOWN = "/verify/00000SC00000R0/"
READY_WITHIN = 120.0
ATTEMPTS = 3  # now and then it misses the beginning of a page and asks to be run again


def main(rounds):
    install()
    with tempfile.TemporaryDirectory(prefix="certify-lighthouse-") as folder:
        environment, url = prepared(Path(folder))
        web = subprocess.Popen(web_command(url), cwd=ROOT, env=environment)
        try:
            wait_for(f"{url}/healthz", web)
            return report(url, pages(Path(folder)), rounds, Path(folder) / "report.json")
        finally:
            web.terminate()
            web.wait()


def install():
    """Lighthouse in var/, where nothing is committed from; at the version that the figures are given for."""
    package = TOOL / "node_modules" / "lighthouse" / "package.json"
    if package.is_file() and json.loads(package.read_text())["version"] == VERSION:
        return
    TOOL.mkdir(parents=True, exist_ok=True)
    command = [
        "npm",
        "install",
        "--no-save",
        "--no-package-lock",
        "--silent",
        "--prefix",
        TOOL,
        f"lighthouse@{VERSION}",
    ]
    if subprocess.run(command, cwd=TOOL, check=False).returncode:
        sys.exit(f"npm could not install lighthouse {VERSION}.")


def prepared(folder):
    """The environment of the product in `folder`, its data made and its static files collected; and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    environment = os.environ | {
        "PRODUCTION": "0",
        "DEBUG": "0",
        "DEMONSTRATION": "1",
        "COLLECTED_STATIC": "1",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "REDIS_URL": "",
        "BROKER_URL": "filesystem://localhost",
        "SITE_URL": url,
        "LOG_LEVEL": "ERROR",
    }
    for arguments in (["prepare"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True, stdout=2)
    return environment, url


def web_command(url):
    port = url.rpartition(":")[2]
    listen = ["--host", "127.0.0.1", "--port", port, "--blocking-threads", "4", "--log-level", "error"]
    return [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", *listen, "certify.wsgi:application"]


def wait_for(address, process):
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 (our own)
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    sys.exit("The product did not start.")


def pages(folder):
    """Path -> the categories asked of it."""
    with sqlite3.connect(folder / "db.sqlite3") as database:
        [number] = database.execute(
            "select max(reference) from certificates_certificate where state = 'valid'"
        ).fetchone()
    asked = ["/", "/register/", "/verify/", f"/verify/{number}/", "/accounts/login/", "/accounts/signup/"]
    return dict.fromkeys(asked, CATEGORIES) | {UNKNOWN: CATEGORIES[:3]}


def report(url, asked, rounds, file):
    """Print a line for each page, preset and language; 1 where a score is under TARGET, else 0."""
    print(f"Lighthouse {VERSION}, {chromium_version()}, median of {rounds}; at least {TARGET} is asked.")
    print(f"{'page':<28}{'':<9}{'':<9}" + "".join(f"{name:>16}" for name in CATEGORIES) + f"{'bytes':>10}")
    low = 0
    for path, categories in asked.items():
        for preset, options in PRESETS.items():
            for language, locale in LANGUAGES.items():
                runs = [look(url + path, categories, options, locale, file) for _ in range(rounds)]
                scores = {name: statistics.median(run[name] for run in runs) for name in categories}
                low += sum(score < TARGET for score in scores.values())
                told = "".join(f"{scores[name]:>16.0f}" if name in scores else f"{'–':>16}" for name in CATEGORIES)
                print(f"{path:<28}{preset:<9}{language:<9}{told}{max(run['bytes'] for run in runs):>10}", flush=True)
    if low:
        print(f"{low} scores are under {TARGET}.")
    return 1 if low else 0


def look(address, categories, options, locale, file):
    """The scores of one page, 0 to 100, and what travelled."""
    command = [
        *("node", CLI, address, "--quiet", "--output=json", f"--output-path={file}", f"--chrome-flags={CHROME}"),
        f"--only-categories={','.join(categories)}",
        f"--extra-headers={json.dumps({'Accept-Language': locale})}",
        *(["--ignore-status-code"] if address.endswith(UNKNOWN) else []),
        *options,
    ]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or "/usr/bin/chromium"}
    for _attempt in range(ATTEMPTS):
        ran = subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)
        found = json.loads(file.read_text()) if ran.returncode == 0 else {"runtimeError": {"message": "see above"}}
        if "runtimeError" not in found:
            break
    else:
        sys.exit(f"Lighthouse could not look at {address}: {found['runtimeError']['message']}")
    scores = {name: 100 * (found["categories"][name]["score"] or 0) for name in categories}
    return scores | {"bytes": int(found["audits"]["total-byte-weight"]["numericValue"])}


def chromium_version():
    said = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=False).stdout
    return re.sub(r"\s+built.*|\s+$", "", said)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
