"""Front-end packages and fonts: the few files the product serves, taken out of packages of the npm registry.

package-lock.json says which bytes are the right ones. A font package unpacks to 115 MB of which two files are wanted,
so npm only fetches; unpacking is done here, after the SHA-512 of the lock was found in what came.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import ROOT, VAR, VENV, environment, stamps

LOCK = ROOT / "package-lock.json"
VENDOR, FONTS = VAR / "assets" / "vendor", VAR / "fonts"


def _font(family):
    folder = {"400Regular": "Regular", "700Bold": "Bold"}
    files = {f"{weight}/{family}_{weight}.ttf": FONTS / f"{family}-{word}.ttf" for weight, word in folder.items()}
    return {**files, "LICENSE_FONT": FONTS / f"{family}-LICENSE.txt"}


# package -> file in it -> where it goes. Source maps come along: a style sheet that names a missing one is refused by
# Django's manifest storage.
FILES = {
    "bootstrap": {
        "dist/css/bootstrap.min.css": VENDOR / "bootstrap.min.css",
        "dist/css/bootstrap.min.css.map": VENDOR / "bootstrap.min.css.map",
        "LICENSE": VENDOR / "bootstrap-LICENSE.txt",
    },
    "htmx.org": {
        "dist/htmx.min.js": VENDOR / "htmx.min.js",
        "LICENSE": VENDOR / "htmx-LICENSE.txt",
    },
    "@expo-google-fonts/noto-serif-sc": _font("NotoSerifSC"),
    "@expo-google-fonts/noto-sans-sc": _font("NotoSansSC"),
}


def ensure():
    """Have every file of FILES in place; exits with a sentence when one cannot be had or is not the locked one."""
    value = stamps.digest(LOCK, Path(__file__))
    stamp = VAR / ".installed-assets"
    outputs = [target for files in FILES.values() for target in files.values()]
    if stamps.is_done(stamp, value, outputs):
        return
    print("Fetching front-end packages and fonts", flush=True)
    npm = _npm()
    locked = json.loads(LOCK.read_text())["packages"]
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(_fetch, npm, name, locked[f"node_modules/{name}"], FILES[name]) for name in FILES]:
            try:
                done.result()
            except ValueError as error:
                sys.exit(str(error))
    stamps.mark(stamp, value)


def _npm():
    """npm of this machine, else the one of a PyPI package, installed beside everything else in .venv."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    environment.ensure("node")
    return [str(VENV / "bin" / "npm")]


def _trusting():
    """Our environment, in which Node trusts the machine's own certificate authorities as everything else here does."""
    known = environment.SYSTEM_CERTIFICATES
    return ({"NODE_EXTRA_CA_CERTS": str(known)} if known.exists() else {}) | os.environ


def _fetch(npm, name, locked, files):
    with tempfile.TemporaryDirectory() as scratch:
        command = [*npm, "pack", f"{name}@{locked['version']}", "--loglevel=error", f"--pack-destination={scratch}"]
        ran = subprocess.run(command, cwd=ROOT, env=_trusting(), capture_output=True, text=True, check=False)
        archives = list(Path(scratch).glob("*.tgz"))
        if ran.returncode or len(archives) != 1:
            raise ValueError(f"npm could not fetch {name} {locked['version']}:\n{ran.stderr.strip()}")
        take(archives[0], locked["integrity"], files, name)


def take(archive, integrity, files, name):
    """Copy the wanted `files` out of the package `archive`.

    Raises ValueError, and copies nothing, when its SHA-512 is not `integrity` or a wanted file is not in it.
    """
    with open(archive, "rb") as stream:
        found = "sha512-" + base64.b64encode(hashlib.file_digest(stream, "sha512").digest()).decode()
    if found != integrity:
        raise ValueError(f"The package {name} is not the one that package-lock.json names: nothing of it was used.")
    with tarfile.open(archive) as package:
        members = {member.name.partition("/")[2]: member for member in package if member.isfile()}
        if absent := sorted(set(files) - set(members)):
            raise ValueError(f"The package {name} lacks {', '.join(absent)}.")
        for source, target in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(target.name + ".part")
            with package.extractfile(members[source]) as stream, open(part, "wb") as copy:
                shutil.copyfileobj(stream, copy)
            part.replace(target)
