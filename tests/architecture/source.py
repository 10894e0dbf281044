"""The product's own source, parsed once."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "applications", "audits", "certificates", "certify", "files", "printing", "scoring", "workflow")


@cache
def modules(*apps):
    """(path from the root, syntax tree) of every module of the apps (default: all), migrations left out."""
    return [
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for app in apps or APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def dotted(node):
    """`a.b.c` of a chain of attributes and calls, as far as it is one: `Case.objects.filter().update` and so on."""
    names = []
    while isinstance(node, (ast.Attribute, ast.Call)):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
        node = node.value if isinstance(node, ast.Attribute) else node.func
    if isinstance(node, ast.Name):
        names.append(node.id)
    return ".".join(reversed(names))
