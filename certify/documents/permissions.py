"""docs/permissions.md: who may take which step, and what each relation means."""

import re
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from rules import Predicate

from accounts.roles import Role
from certify.documents.words import HEAD, in_both, machines_in_order, promise_of, table

INTRODUCTION = """# Permissions

Who may take which step. `●` stands under each relation that opens the step; the last column is the whole rule as the code has
it: `&` and, `|` or, `~` not. A step without a mark belongs to another machine or to the clock (system). What a person may
*see* is decided by `visible_to` of each model."""

WHO = {
    "belongs_to_client": "client",
    "is_officer": "officer",
    "is_audit_manager": "audit manager",
    "is_auditor": "auditor",
    "is_member": "committee",
    "is_manager": "manager",
    "is_system": "system",
}
NAME = re.compile(r"~?\w+")


def permissions_page() -> str:
    parts = [HEAD, INTRODUCTION, "## Roles"]
    parts.append("\n".join(table(["role", "name"], [[f"`{role.value}`", in_both(role.label)] for role in Role])))
    for machine, _model in machines_in_order():
        parts.append(f"## {in_both(machine.title)}")
        parts.append("\n".join(steps(machine)))
    parts.append("## Relations")
    parts.append("\n".join(relations()))
    return "\n\n".join(parts) + "\n"


def steps(machine):
    rows = []
    for step in machine.transitions:
        rule = step.by.name
        named = set(NAME.findall(rule))
        marks = ["●" if name in named else "" for name in WHO]
        rows.append([f"`{step.name}` {in_both(step.label)}", *marks, f"`{bare(rule)}`"])
    return table(["step", *WHO.values(), "rule"], rows)


def bare(rule) -> str:
    """The rule without the brackets around all of it."""
    if not rule.startswith("("):
        return rule
    depth = 0
    for place, character in enumerate(rule):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return bare(rule[1:-1]) if place == len(rule) - 1 else rule
    return rule


def relations():
    """Every predicate with a meaning of its own (not composed), with the first line of its promise."""
    found = {}
    for config in apps.get_app_configs():
        if not find_spec(config.name) or not find_spec(f"{config.name}.permissions"):
            continue
        for value in vars(import_module(f"{config.name}.permissions")).values():
            if isinstance(value, Predicate) and NAME.fullmatch(value.name) and not value.name.startswith("~"):
                found[value.name] = promise_of(value.fn)
    return table(["relation", "holds when"], [[f"`{name}`", found[name]] for name in sorted(found)])
