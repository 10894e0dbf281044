"""Fields used by several forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.validation import normalise_uscc, validate_uscc


class UsccField(forms.CharField):
    """A unified social credit code as people type it: spaces, hyphens and small letters are put right."""

    default_validators = [validate_uscc]

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Unified social credit code"))
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault(
            "help_text", _("The 18 characters on the business licence. Spaces and small letters do not matter.")
        )
        super().__init__(**kwargs)

    def to_python(self, value):
        return normalise_uscc(super().to_python(value))

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {
            "autocapitalize": "characters",
            "autocomplete": "off",
            "spellcheck": "false",
        }


class AddressField(forms.EmailField):
    """An e-mail address in small letters, as accounts keep it."""

    def to_python(self, value):
        return super().to_python(value).lower()


def date_field(**kwargs):
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)
