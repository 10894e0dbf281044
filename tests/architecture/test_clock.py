"""Domain time comes from `workflow.clock`, so that demonstration data and tests can be as of another day."""

import ast

from tests.architecture.source import dotted, modules

CLOCKS = {
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "datetime.date.today",
    "datetime.datetime.now",
    "time.time",
    "time.localtime",
}
# What belongs to machines, not to cases: the clock itself, claims of a queue, the age of a file on disk, the window of a rate
# limit, the hour a page shows.
ALLOWED = (
    "workflow/clock.py",
    "/tasks.py",
    "/templatetags/",
    "certificates/queries/upkeep.py",
    "certificates/throttling.py",
    "commands/check_files.py",
)
APPS = ("accounts", "applications", "audits", "certificates", "certify", "files", "printing", "scoring", "workflow")


def asked_elsewhere():
    for path, tree in modules(*APPS):
        if any(place in path for place in ALLOWED):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and dotted(node) in CLOCKS:
                yield f"{path}:{node.lineno} {dotted(node)}"


def test_nobody_looks_at_another_clock():
    # A moment of somebody else's choosing may be shown in local time; only the present one must come from the clock.
    assert [place for place in asked_elsewhere() if not place.endswith("timezone.localtime")] == []


def test_local_time_is_never_asked_without_a_moment():
    empty = [
        f"{path}:{node.lineno}"
        for path, tree in modules(*APPS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and dotted(node.func) in {"timezone.localtime", "timezone.localdate"}
        and not node.args
    ]
    assert empty == []
