"""The bar above the public register."""

from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.wording import STATES
from scoring.words import level_choices


class PublicRegisterForm(forms.Form):
    """What anyone may narrow the register by. `years` are those in which certificates were issued."""

    q = forms.CharField(
        label=_("Company, certificate number or unified social credit code"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=partial(level_choices, passed_only=True))
    year = forms.ChoiceField(label=_("Issued in"), required=False)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [
            ("", _("All states")),
            *((state.value, STATES[state].label) for state in STATES),
        ]
        self.fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]
