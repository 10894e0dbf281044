"""The filters above the lists."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from certificates.models import Certificate, Decision
from certificates.queries.lists import EXPIRING_DAYS
from scoring.rules import Level
from scoring.words import LEVELS
from workflow.registry import machine_of


class ListFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    model = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        states = [(state.name, state.label) for state in machine_of(self.model).states]
        self.fields["state"].choices = [("", _("All states")), *states]


class DecisionFilterForm(ListFilterForm):
    model = Decision


class CertificateFilterForm(ListFilterForm):
    model = Certificate

    level = forms.ChoiceField(label=_("Level"), required=False)
    expiring = forms.ChoiceField(label=_("Expires"), required=False)

    field_order = ["q", "state", "level", "expiring", "sort"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        levels = [(level.value, LEVELS[level]) for level in reversed(Level) if level is not Level.NOT_PASSED]
        self.fields["level"].choices = [("", _("All levels")), *levels]
        self.fields["expiring"].choices = [
            ("", _("At any time")),
            *((str(days), _within(days)) for days in EXPIRING_DAYS),
        ]


def _within(days):
    return ngettext("Within %(days)d day", "Within %(days)d days", days) % {"days": days}
