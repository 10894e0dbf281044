"""The filter above the list, and the start of an application."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from applications.actions import start_draft
from workflow.registry import machine_of


class ListFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args, user, model, **kwargs):
        super().__init__(*args, **kwargs)
        states = machine_of(model).states
        hidden = {machine_of(model).initial} if user.roles else set()
        self.fields["state"].choices = [("", _("All states"))] + [
            (state.name, state.label if user.roles else state.for_client)
            for state in states
            if state.name not in hidden
        ]


class StartForm(forms.Form):
    """Which organisation applies, where the person belongs to several."""

    organisation = forms.ModelChoiceField(
        label=_("Which organisation applies?"),
        queryset=Organisation.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        to_field_name="uscc",
        error_messages={
            "required": _("Choose the organisation that applies."),
            "invalid_choice": _("Choose one of your organisations."),
        },
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        organisations = user.organisations.order_by("name")
        self.fields["organisation"].queryset = organisations
        if len(organisations) == 1:
            self.initial.setdefault("organisation", organisations[0].uscc)

    def save(self):
        return start_draft(self.cleaned_data["organisation"], by=self.user)
