"""The answer to a request for a list: one page of it, or all of it as a file."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _

from workflow.lists.exports import FORMATS, MOST_ROWS, exported
from workflow.lists.filters import ListFilter
from workflow.lists.listing import Listing
from workflow.registry import machine_of, model_of

ROWS_PER_PAGE = 25


@dataclass(frozen=True)
class Asked:
    """A list as one request asks for it."""

    listing: Listing
    form: ListFilter
    number: str = ""

    @property
    def reader(self):
        return self.form.reader

    @cached_property
    def columns(self):
        return self.listing.columns_for(self.reader)

    @cached_property
    def page(self):
        return Paginator(self.listing.found(self.form), ROWS_PER_PAGE).get_page(self.number)

    @property
    def count_words(self):
        return self.listing.counted(self.page.paginator.count)

    @property
    def is_tickable(self):
        """Steps for several at once are for those who work through lists, the staff, where any step may be taken so."""
        return bool(self.reader.roles) and any(not step.alone for step in self.steps)

    @property
    def alone(self):
        """Why no step is taken for several at once, where that is so; each sentence once."""
        sentences = dict.fromkeys(str(step.alone) for step in self.steps if step.alone)
        return [] if self.is_tickable or not self.reader.roles else list(sentences)

    @property
    def steps(self):
        machine = self.listing.machine
        return machine_of(model_of(machine)).transitions if machine else ()

    @property
    def lines(self):
        """The rows of the page, each with its cells."""
        return [(row, [(each, each.draw(row, self.reader)) for each in self.columns]) for row in self.page]


def answer(request, listing, *, template="workflow/lists/list.html", **facts):
    """The page of the list; with `?format=xlsx` or `csv` the whole list as it is narrowed and sorted."""
    asked = Asked(listing, listing.filter(request.GET, reader=request.user), request.GET.get("page", ""))
    too_many = ""
    if (kind := request.GET.get("format", "")) in FORMATS:
        found = listing.found(asked.form)
        if found.count() <= MOST_ROWS:
            return exported(listing, found, reader=request.user, kind=kind)
        too_many = _("A file holds at most %(most)d rows, and these are more. Narrow the list and try again.")
        too_many %= {"most": MOST_ROWS}
    facts = {"list": asked, "page": asked.page, "form": asked.form, "too_many": too_many} | facts
    return render(request, template, facts, status=422 if too_many else 200)
