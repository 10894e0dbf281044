"""The arithmetic of scores and the table of steps stand on the standard library alone."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE = {"scoring.rules": ROOT / "scoring" / "rules", "workflow.machine": ROOT / "workflow" / "machine.py"}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: name the module in full"
            yield node.module


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
