"""What narrows a list. Choices stay in the address; one that nobody knows narrows nothing."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflow import clock
from workflow.movers import Mover
from workflow.registry import machine_of

SOON_DAYS = 7


def holding(found, words, columns):
    """Rows that hold every one of the words in one of the columns."""
    for word in words.split():
        wanted = Q(pk__in=[])
        for column in columns:
            wanted |= Q(**{f"{column}__icontains": word})
        found = found.filter(wanted)
    return found


class ListFilter(forms.Form):
    """The bar above a list: words, whatever a subclass adds, and the order that was chosen."""

    searched = ()
    hint = ""
    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    sort = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.full_clean()

    def asked(self, name):
        """What was asked for under this name; empty where it is no choice of ours."""
        return self.cleaned_data.get(name) or ""

    @property
    def narrows(self):
        return any(self.asked(name) for name in self.fields if name != "sort")

    def narrow(self, found):
        return holding(found, self.asked("q"), self.searched)


class CaseFilter(ListFilter):
    """The bar above a list of cases: state, whose move it is, and what is late."""

    model = None
    state = forms.ChoiceField(label=_("State"), required=False)
    next = forms.ChoiceField(label=_("Next move by"), required=False)
    due = forms.ChoiceField(
        label=_("Due by"),
        required=False,
        choices=[("", _("At any time")), ("late", _("Late")), ("week", _("Within 7 days"))],
    )
    field_order = ["q", "state", "next", "due"]
    hidden_states = frozenset()

    def full_clean(self):
        states = machine_of(self.model).states
        staff = bool(self.reader.roles)
        self.fields["state"].choices = [("", _("All states"))] + [
            (state.name, state.label if staff else state.for_client)
            for state in states
            if not (staff and state.name in self.hidden_states)
        ]
        sides = {
            "ours": _("Us") if staff else _("Certification body"),
            "client": _("The client") if staff else _("You"),
        }
        if "next" in self.fields:
            self.fields["next"].choices = [("", _("Anybody")), *sides.items()]
        super().full_clean()

    def narrow(self, found):
        found = super().narrow(found)
        if state := self.asked("state"):
            found = self.in_state(found, state)
        if side := self.asked("next"):
            movers = [mover for mover in Mover if (mover is Mover.CLIENT) == (side == "client")]
            found = found.waiting_for(*movers)
        return self.due_when(found, self.asked("due"))

    def in_state(self, found, state):
        return found.filter(state=state)

    def due_when(self, found, when):
        today = clock.today()
        if when == "late":
            return found.due_before(today)
        if when == "week":
            coming = found.due_before(today + timedelta(days=SOON_DAYS + 1))
            return coming.exclude(pk__in=found.order_by().due_before(today).values("pk"))
        return found
