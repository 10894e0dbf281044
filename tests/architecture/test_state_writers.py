"""Only `workflow.engine.perform` moves a case."""

import ast

from tests.architecture.source import dotted, modules
from workflow import registry

ENGINE = "workflow/engine.py"


def case_names():
    return {model.__name__ for _machine, model in registry.machines()}


def places(found):
    """`path:line` of every node that `found` yields, the engine left out."""
    return [f"{path}:{node.lineno}" for path, tree in modules() for node in found(tree) if path != ENGINE]


def assignments(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store):
            yield node


def calls(tree, *names):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in names)


def test_nothing_else_assigns_a_state():
    assert places(assignments) == []


def test_no_update_writes_a_state():
    writing = lambda tree: (c for c in calls(tree, "update") if any(k.arg == "state" for k in c.keywords))  # noqa: E731
    assert places(writing) == []


def test_no_bulk_write_touches_a_case():
    names = case_names()

    def bulk(tree):
        for call in calls(tree, "bulk_create", "bulk_update", "update_or_create"):
            if dotted(call.func).split(".")[0] in names:
                yield call

    assert places(bulk) == []


def test_nobody_else_claims_to_perform():
    claiming = lambda tree: (  # noqa: E731
        call
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and any(k.arg == "performing" for k in call.keywords)
    )
    assert places(claiming) == []


def test_the_search_finds_what_it_looks_for():
    tree = ast.parse(
        "case.state = 'x'\nCase.objects.filter(pk=1).update(state='x')\nApplication.objects.bulk_create([])"
    )
    assert [node.lineno for node in assignments(tree)] == [1]
    assert [dotted(node.func) for node in calls(tree, "update", "bulk_create")] == [
        "Case.objects.filter.update",
        "Application.objects.bulk_create",
    ]
