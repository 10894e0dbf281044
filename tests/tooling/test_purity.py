"""The arithmetic of scores and the table of steps stand on the standard library alone, and so does what the machine's own
Python runs before anything is installed."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE = {"scoring.rules": ROOT / "scoring" / "rules", "workflow.machine": ROOT / "workflow" / "machine.py"}


def is_tool(name):
    return (ROOT / "tools" / f"{name}.py").is_file()


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: name the module in full"
            yield node.module
            yield from (f"tools.{alias.name}" for alias in node.names if node.module == "tools" and is_tool(alias.name))


@pytest.mark.parametrize("name", PURE)
def test_it_imports_nothing_but_the_standard_library_and_itself(name):
    place = PURE[name]
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    foreign = {
        f"{file.relative_to(ROOT)} imports {module}"
        for file in files
        for module in imported(file)
        if module.partition(".")[0] not in sys.stdlib_module_names and not f"{module}.".startswith(f"{name}.")
    }

    assert files != []
    assert foreign == set()


def with_its_tools(module, known=()):
    """The module and those of tools that it imports, directly or through others."""
    found = [*known, module]
    for name in imported(ROOT / f"{module.replace('.', '/')}.py"):
        if name.startswith("tools.") and name not in found:
            found = with_its_tools(name, found)
    return found


def test_what_make_runs_before_anything_is_installed_needs_nothing_installed():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    first = sorted(set(re.findall(r"\$\(PYTHON\) -m (tools\.\w+)", makefile)))
    foreign = {
        f"{module} imports {name}"
        for begin in first
        for module in with_its_tools(begin)
        for name in imported(ROOT / f"{module.replace('.', '/')}.py")
        if name.partition(".")[0] not in {*sys.stdlib_module_names, "tools"}
    }

    assert {"tools.run", "tools.setup", "tools.test"} <= {*first}
    assert foreign == set()
