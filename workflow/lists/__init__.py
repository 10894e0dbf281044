"""A list page, said once: what is asked for, the rows that answer, the page of them, and the same as a file."""

from workflow.lists.columns import Column, due, due_kind, next_actor, organisation, reference, since, state_words
from workflow.lists.filters import CaseFilter, ListFilter
from workflow.lists.listing import Listing
from workflow.lists.pages import answer

__all__ = [
    "CaseFilter",
    "Column",
    "ListFilter",
    "Listing",
    "answer",
    "due",
    "due_kind",
    "next_actor",
    "organisation",
    "reference",
    "since",
    "state_words",
]
