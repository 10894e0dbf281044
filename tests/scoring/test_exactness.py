"""No float in the source of the rules and the sheets: no literal, no `float`, no division that could make one."""

import ast
from pathlib import Path

import pytest

SCORING = Path(__file__).resolve().parents[2] / "scoring"
SOURCES = sorted([*(SCORING / "rules").rglob("*.py"), *(SCORING / "sheets").rglob("*.py"), SCORING / "__main__.py"])
FLOAT_MAKERS = {"float", "complex", "math", "statistics", "numpy"}


def floats_in(source: str) -> list[str]:
    """What could bring a float into a score, by line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=float() | complex()):
                found.append(f"{node.lineno}: {node.value!r}")
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                found.append(f"{node.lineno}: /")
            case ast.Name(id=name) if name in FLOAT_MAKERS:
                found.append(f"{node.lineno}: {name}")
            case ast.Import(names=names) if {each.name for each in names} & FLOAT_MAKERS:
                found.append(f"{node.lineno}: import")
            case ast.ImportFrom(module=module) if module in FLOAT_MAKERS:
                found.append(f"{node.lineno}: import")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(SCORING).as_posix())
def test_no_float_in_the_source(path):
    assert floats_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source", ["x = 0.5", "a / b", "a /= 2", "float(a)", "import math", "from math import pi", "1j"]
)
def test_the_check_sees_a_float(source):
    assert len(floats_in(source)) == 1


def test_the_check_reads_all_of_the_arithmetic():
    assert {path.relative_to(SCORING).as_posix() for path in SOURCES} >= {
        "rules/evaluation.py",
        "rules/figures.py",
        "rules/findings.py",
        "rules/parameters.py",
        "sheets/reading.py",
        "sheets/writing.py",
    }
