"""A list: its columns, its rows, and how they are narrowed and put in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from workflow.lists.columns import Column
from workflow.lists.filters import ListFilter


@dataclass(frozen=True)
class Listing:
    """`rows(reader)` is what the person may see, whole; `counted(number)` says how many in words; `order` is the order
    where none is chosen. `machine` names the lifecycle of cases that several can be ticked of.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Any], QuerySet]
    filter: type[ListFilter]
    counted: Callable[[int], str]
    order: tuple[str, ...] = ("-pk",)
    machine: str = ""
    subtitle: str = ""

    def columns_for(self, reader, *, exported=False):
        """The columns that the reader has, on the page or in the export."""
        return [each for each in self.columns if each.seen(reader) and (exported or not each.only_exported)]

    def found(self, asked):
        """The rows that answer the filter, in the order that was chosen."""
        return asked.narrow(self.rows(asked.reader)).order_by(*self.ordering(asked))

    def ordering(self, asked):
        key = asked.asked("sort")
        columns = {each.key: each.order for each in self.columns_for(asked.reader) if each.order}
        chosen = columns.get(key.removeprefix("-"))
        if not chosen:
            return self.order
        backwards = key.startswith("-")
        return [*(_placed(name, backwards) for name in chosen), "-pk"]


def _placed(name, backwards):
    """The order by one column, what is not known at the end."""
    return F(name).desc(nulls_last=True) if backwards else F(name).asc(nulls_last=True)
