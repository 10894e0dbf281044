"""The filter above the list of audits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.models import Audit
from workflow.registry import machine_of


class AuditFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        states = [(state.name, state.label if user.roles else state.for_client) for state in machine_of(Audit).states]
        self.fields["state"].choices = [("", _("All states")), *states]
