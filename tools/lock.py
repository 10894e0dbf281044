"""Write the locks: requirements/*.txt and package-lock.json, with a hash for every file and no registry's address.

    python -m tools.lock [--upgrade]

Pins that are there stay unless pyproject.toml or package.json says otherwise; `--upgrade` takes the newest allowed.
"""

import subprocess
import sys

from tools import ROOT, VENV

# list -> what goes into it, in the words of `uv pip compile`
LISTS = {
    "base": ["pyproject.toml"],
    "dev": ["pyproject.toml", "--group", "dev"],
    "setup": ["--group", "setup"],
    "node": ["--group", "node"],
}


def main(arguments):
    uv = [str(VENV / "bin" / "uv"), "pip", "compile", "--quiet", "--no-config", "--python-version", "3.11"]
    uv += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    uv += ["--no-strip-extras"]  # pip, the second way in, wants them in a list with hashes
    for name, source in LISTS.items():
        subprocess.run([*uv, *source, *arguments, "-o", f"requirements/{name}.txt"], cwd=ROOT, check=True)
    npm = ["npm", "update" if arguments else "install", "--package-lock-only", "--silent"]
    subprocess.run(npm, cwd=ROOT, check=True)


if __name__ == "__main__":
    main([argument for argument in sys.argv[1:] if argument == "--upgrade"])
