"""What is installed is pinned and hashed, and no list says where it comes from: that is the machine's affair."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LISTS = ("base", "dev", "setup", "node")
REQUIREMENT = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,-]+\])?==([^\s;]+)(?: ; [^\\]+)?((?: --hash=sha256:[0-9a-f]{64})+)$")


def pins(name):
    """Package -> version of one list; fails on a line that is not `package==version` with hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    lines = re.sub(r"\s*\\\n\s*", " ", text).splitlines()
    matches = [(line, REQUIREMENT.match(line)) for line in lines]
    assert [line for line, match in matches if not match] == []
    return {match[1]: match[2] for _line, match in matches}


@pytest.mark.parametrize("name", LISTS)
def test_every_line_is_a_pin_with_hashes(name):
    assert pins(name) != {}


@pytest.mark.parametrize("name", LISTS)
def test_no_list_names_an_address(name):
    assert "://" not in (ROOT / "requirements" / f"{name}.txt").read_text()


def test_development_stands_on_what_is_delivered():
    base, dev = pins("base"), pins("dev")

    assert {name: dev.get(name) for name in base} == base


def test_the_lists_say_what_the_project_says():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    wanted = dict(re.match(r"([a-z0-9-]+)(?:\[[^]]+\])?==(.+)", line).groups() for line in project)

    assert {name: pins("base").get(name) for name in wanted} == wanted


def test_the_front_end_lock_has_digests_and_no_addresses():
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    locked = {path.removeprefix("node_modules/"): entry for path, entry in packages.items() if path}

    assert {name: locked[name]["version"] for name in wanted} == wanted
    assert [name for name, entry in locked.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [name for name, entry in locked.items() if "resolved" in entry] == []
