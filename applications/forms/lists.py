"""The filter above the list, and the start of an application."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from applications.actions import start_draft
from applications.models import Application
from workflow.lists import CaseFilter


class ApplicationFilter(CaseFilter):
    model = Application
    hidden_states = frozenset({Application.State.DRAFT})
    searched = ("reference", "organisation__name", "organisation__name_en", "organisation__uscc", "scope")
    aimed = forms.ChoiceField(
        label=_("Level aimed at"), required=False, choices=[("", _("All levels")), *reversed(Application.LEVELS)]
    )

    def narrow(self, found):
        found = super().narrow(found)
        return found.filter(level_aimed=self.asked("aimed")) if self.asked("aimed") else found


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
