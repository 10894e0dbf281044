"""What both pages are made of: machines in the order of a case, words in two languages, tables in Markdown."""

import inspect

from django.apps import apps
from django.utils import translation

from workflow import registry

HEAD = "<!-- Written by `manage.py write_docs` from the lifecycles; do not edit. -->"


def machines_in_order():
    """(machine, model) from the application to the surveillance: the lower floor first, as declared within one."""
    floors = [config.label for config in reversed(list(apps.get_app_configs()))]
    return sorted(registry.machines(), key=lambda pair: floors.index(pair[1]._meta.app_label))


def in_both(words) -> str:
    """A translatable text as `English · 中文`."""
    return " · ".join(dict.fromkeys(said_in(language, words) for language in ("en", "zh-hans")))


def said_in(language, words) -> str:
    with translation.override(language):
        return str(words)


def spoken(function) -> str:
    """The name of an obstacle, audience or effect as words."""
    return function.__name__.replace("_", " ")


def promise_of(function) -> str:
    """The first line of a docstring, or nothing."""
    return (inspect.getdoc(function) or "").partition("\n")[0]


def table(head, rows) -> list[str]:
    """A Markdown table, a line each."""
    rows = [[str(cell).replace("|", "\\|") for cell in row] for row in rows]
    return [line(head), "|" + "---|" * len(head), *map(line, rows)]


def line(cells) -> str:
    return "| " + " | ".join(cells) + " |"
