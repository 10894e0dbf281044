"""Forms about one's own account."""

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import UsccField, date_field
from accounts.models import Interest, Organisation, User
from workflow import clock


class SignupForm(AllauthSignupForm):
    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["name", "email", "password1", "password2"]


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": _("Your name"), "language": _("Language of pages and e-mails")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class AcceptForm(forms.Form):
    """Name and password of an invited person who has no account yet."""

    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password1 = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    password2 = forms.CharField(
        label=_("Password again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password

    def clean(self):
        data = super().clean()
        if data.get("password1") and data.get("password2") and data["password1"] != data["password2"]:
            self.add_error("password2", _("The two passwords differ. Type the same one twice."))
        return data


class InterestForm(forms.ModelForm):
    """Declares what keeps the person out of the cases of one organisation."""

    uscc = UsccField(label=_("Unified social credit code of the organisation"))
    until = date_field(
        label=_("Ended on"),
        required=False,
        help_text=_("Leave empty while it lasts. It counts for two more years after this day."),
    )
    field_order = ["uscc", "kind", "until", "note"]

    class Meta:
        model = Interest
        fields = ["kind", "until", "note"]
        labels = {"kind": _("Kind of interest"), "note": _("Explanation")}
        widgets = {"note": forms.Textarea(attrs={"rows": 3, "maxlength": 400})}

    def clean_uscc(self):
        """Put the organisation of that code into `self.organisation`."""
        uscc = self.cleaned_data["uscc"]
        self.organisation = Organisation.objects.filter(uscc=uscc).first()
        if not self.organisation:
            raise ValidationError(
                gettext(
                    "No organisation with this code is registered here. An interest can be declared once it has registered."
                )
            )
        return uscc

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until > clock.today():
            raise ValidationError(gettext("This day is still to come. Leave the field empty while the interest lasts."))
        return until
