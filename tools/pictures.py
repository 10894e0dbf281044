"""`make pictures`: the pictures of the guide and of README.md, made anew from the demonstration in a real browser.

Each is written to docs/guide/pictures/<name>.<language>.webp; what no longer has a scene is removed.
"""

import io
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import PYTHON, ROOT, VAR, embedded, setup, system
from tools.run import processes

FOLDER = ROOT / "docs" / "guide" / "pictures"
LANGUAGES = {"zh-hans": "zh-CN", "en": "en-GB"}
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--hide-scrollbars"]
QUALITY = 72
READY_WITHIN = 60
# The Chinese face of the certificates, so that pictures look alike on every machine.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir>
<match target="pattern"><test name="lang" compare="contains"><string>zh</string></test>
<edit name="family" mode="prepend" binding="strong"><string>Noto Sans SC</string></edit></match></fontconfig>"""


@dataclass(frozen=True)
class Scene:
    """One picture: who looks ("" is a stranger), at which page ({table:state} is a case in that state), where the page is
    scrolled to (a CSS selector), and whether on a phone."""

    name: str
    person: str
    address: str
    to: str = ""
    phone: bool = False


TABLES = {
    "application": "applications_application",
    "audit": "audits_audit",
    "nonconformity": "audits_nonconformity",
    "decision": "certificates_decision",
    "certificate": "certificates_certificate",
}
SCENES = (
    Scene("landing", "", "/"),
    Scene("register", "", "/register/"),
    Scene("verify", "", "/verify/{certificate:valid}/"),
    Scene("verify-phone", "", "/verify/{certificate:valid}/", phone=True),
    Scene("applicant-home", "tianyi", "/home/"),
    Scene("applicant-home-phone", "tianyi", "/home/", phone=True),
    Scene("applicant-tasks", "chunhui", "/applications/{application:draft}/"),
    Scene("applicant-papers", "chunhui", "/applications/{application:draft}/papers/"),
    Scene("officer-home", "officer", "/home/"),
    Scene("officer-review", "officer", "/applications/{application:submitted}/review/"),
    Scene("audit-manager-home", "planner", "/home/"),
    Scene("audit-manager-evaluation", "planner", "/applications/{application:evaluating}/evaluation/"),
    Scene("audit-manager-plan", "planner", "/audits/{audit:planning}/"),
    Scene("auditor-scoring", "leader", "/audits/{audit:on_site}/scoring/5.2.2/"),
    Scene("auditor-scoring-phone", "leader", "/audits/{audit:on_site}/scoring/5.2.2/", phone=True),
    Scene("committee-dossier", "member4", "/dashboard/decisions/{decision:open}/"),
    Scene("manager-dashboard", "manager", "/dashboard/"),
    Scene("manager-case", "manager", "/cases/{application:submitted}/"),
)


def main():
    setup.ready(system.TEST, "dev")
    with tempfile.TemporaryDirectory(prefix="certify-pictures-") as folder, product(Path(folder)) as (site, database):
        made = {path.name for path in take(site, database, Path(folder))}
    for old in FOLDER.glob("*.webp"):
        if old.name not in made:
            old.unlink()
    size = sum(path.stat().st_size for path in FOLDER.glob("*.webp"))
    print(f"{len(made)} pictures in {FOLDER.relative_to(ROOT)}, {size / 1024:.0f} kB together.")


@contextmanager
def product(folder):
    """The demonstration in a folder of its own, served: (address, database file)."""
    port = free_port()
    database, site = folder / "db.sqlite3", f"http://127.0.0.1:{port}"
    environment = embedded(
        DEMONSTRATION="1", REDIS_URL="", BROKER_URL="filesystem://localhost", SITE_URL=site, VAR_DIR=str(folder)
    ) | {"DATABASE_URL": f"sqlite:///{database}"}
    subprocess.run([PYTHON, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    command = [str(word) for word in processes(port, folder)["web"]]
    web = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        wait_for(f"{site}/healthz")
        yield site, database
    finally:
        web.terminate()
        web.wait(timeout=20)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address):
    """Return once it answers; exit with a sentence after READY_WITHIN seconds."""
    for _attempt in range(READY_WITHIN * 5):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 (our own address)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    sys.exit(f"The product does not answer at {address}.")


def take(site, database, folder):
    """Write every scene in every language; yields the files."""
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(folder=VAR / "fonts"), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(fonts)
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    password = password_of(folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for person, scenes in by_person().items():
            for language in LANGUAGES:
                page = sit_down(browser, site, person, password, language)
                for scene in scenes:
                    yield shoot(page, scene, language, database)
                page.context.close()
        browser.close()


def password_of(folder):
    """What every invented person signs in with, as the demonstration wrote it down."""
    return (folder / "demo-sign-ins.txt").read_text(encoding="utf-8").partition("\n")[0].rpartition(" ")[2]


def by_person():
    people = {}
    for scene in SCENES:
        people.setdefault(scene.person, []).append(scene)
    return people


def sit_down(browser, site, person, password, language):
    """A window in which the person is signed in and reads the language."""
    options = {"locale": LANGUAGES[language], "color_scheme": "light", "reduced_motion": "reduce"}
    page = browser.new_context(base_url=site, viewport=WIDE, **options).new_page()
    if person:
        page.goto("/accounts/login/")
        page.fill("input[name=login]", f"{person}@demo.example")
        page.fill("input[name=password]", password)
        page.locator("form[action='/accounts/login/'] button[type=submit]").click()
        page.wait_for_url("**/home/")
        if page.locator("html").get_attribute("lang") != language:
            page.locator("form[action='/i18n/setlang/'] button").first.click()
            page.wait_for_load_state()
    return page


def shoot(page, scene, language, database):
    """One picture; exits when the page is not shown, so that no refusal is ever pictured."""
    page.set_viewport_size(PHONE if scene.phone else WIDE)
    address = filled(scene.address, database, scene.person)
    answer = page.goto(address)
    if answer.status != 200:
        sys.exit(f"{scene.name}: {address} answers {answer.status} to {scene.person or 'a stranger'}.")
    if scene.to:
        page.locator(scene.to).first.scroll_into_view_if_needed()
    path = FOLDER / f"{scene.name}.{language}.webp"
    path.write_bytes(small(page.screenshot(scale="css")))
    return path


def filled(address, database, person):
    """The address with the reference of the newest case in that state."""

    def newest(found):
        table, state = TABLES[found.group(1)], found.group(2)
        with sqlite3.connect(database) as connection:
            query = f"select reference from {table} where state = ? order by id desc"  # noqa: S608
            rows = connection.execute(query, [state]).fetchall()
        if not rows:
            sys.exit(f"The demonstration holds no {found.group(1)} that is {state} ({person}).")
        return rows[0][0]

    return re.sub(r"{(\w+):(\w+)}", newest, address)


def small(png):
    """The picture as WebP: sharp enough to read, a tenth of the size."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(out, "WEBP", quality=QUALITY, method=6)
    return out.getvalue()


if __name__ == "__main__":
    main()
