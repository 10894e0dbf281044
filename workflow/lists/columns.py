"""A column of a list: its heading, the value of a row, how it is drawn, and how it sorts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

CELLS = ("title", "person", "text", "small", "date", "since", "due", "deadline", "state", "level", "number")


@dataclass(frozen=True)
class Column:
    """`value(row, reader)` is what the export holds: a text, a number, a date or nothing. `cell` says how the page draws
    it (templates/workflow/lists/cells.html); where the page shows more than the export, `shown(row, reader)` gives that.
    `order` are the database columns that sort it. `seen(reader)` says who has the column; one that is `only_exported` is
    left out of the page. `nothing` stands on the page where a date is missing.
    """

    key: str
    label: str
    value: Callable[[Any, Any], Any]
    cell: str = "text"
    order: tuple[str, ...] = ()
    shown: Callable[[Any, Any], Any] | None = None
    seen: Callable[[Any], bool] = lambda reader: True
    only_exported: bool = False
    nothing: str = "–"

    def __post_init__(self):
        if self.cell not in CELLS:
            raise ValueError(f"{self.key}: no cell {self.cell!r}")

    @property
    def is_number(self):
        return self.cell == "number"

    def draw(self, row, reader):
        """What the cell of the page shows."""
        return (self.shown or self.value)(row, reader)


def reference(label):
    return Column("reference", label, lambda case, reader: case.reference, "title", ("reference",))


def organisation(key="organisation", label=None, order=("organisation__name",)):
    """Whose case it is."""
    return Column(key, label or _("Organisation"), lambda case, reader: case.organisation.name, order=order)


def state_words(**changes):
    """The state in the reader's words."""
    return Column(
        **{
            "key": "state",
            "label": _("State"),
            "value": lambda case, reader: str(case.state_label_for(reader)),
            "cell": "state",
            "order": ("state",),
            "shown": lambda case, reader: {"label": case.state_label_for(reader), "tone": case.state_tone},
        }
        | changes
    )


def next_actor():
    """Who has the move."""
    return Column(
        "next", _("Next move by"), lambda case, reader: str(case.mover.label_for(reader)) if case.mover else "", "small"
    )


def since():
    """When the case came into its state; the page adds for how many days it has been there while it is open."""
    return Column(
        "since",
        _("In state since"),
        lambda case, reader: case.since,
        "since",
        ("since",),
        shown=lambda case, reader: {"at": case.since, "counts": not case.is_closed},
    )


def due():
    """The deadline, or our own aim, which is said to be one."""
    return Column(
        "due",
        _("Due by"),
        lambda case, reader: case.due.day if case.due else None,
        "due",
        ("due_at",),
        shown=lambda case, reader: case.due,
    )


def due_kind():
    """In the export: whether the day is a deadline or an aim."""
    return Column(
        "due_kind",
        _("Kind of date"),
        lambda case, reader: str(_("aim") if case.due.is_aim else _("deadline")) if case.due else "",
        only_exported=True,
    )
