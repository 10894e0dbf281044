"""Forms with which a manager looks after the staff."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField, date_field
from accounts.models import AuditorRegistration
from accounts.roles import Grade, Role

AUDITOR_NEEDS_GRADE = _("An auditor needs a grade. Choose one.")


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class RegistrationForm(forms.ModelForm):
    valid_until = date_field(label=_("Registered until"), required=False)

    class Meta:
        model = AuditorRegistration
        fields = ["grade", "number", "valid_until"]
        labels = {"grade": _("Grade"), "number": _("Registration number")}


class InviteStaffForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=80)
    email = AddressField(label=_("E-mail address"))
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role. Without a role nobody belongs to the staff.")},
    )
    grade = forms.ChoiceField(
        label=_("Grade"),
        choices=[("", _("No grade")), *Grade.choices],
        required=False,
        help_text=_("Only for auditors and technical experts."),
    )
    number = forms.CharField(label=_("Registration number"), max_length=40, required=False)
    valid_until = date_field(label=_("Registered until"), required=False)

    def clean(self):
        data = super().clean()
        if Role.AUDITOR in data.get("roles", ()) and not data.get("grade"):
            self.add_error("grade", AUDITOR_NEEDS_GRADE)
        return data
