"""Accepting the agreement: the name of who accepts, and the tick that it was read."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AcceptAgreementForm(forms.Form):
    """`sha256` is the hash of the document that the page offered to read."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(
        label=_("Your full name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("It is recorded with the time and the hash of the document, and stands for your signature."),
        error_messages={"required": _("Type your full name: it stands for your signature.")},
    )
    is_read = forms.BooleanField(
        label=_("I have read the agreement, I may sign for the organisation, and I accept it."),
        error_messages={"required": _("Tick the box if you have read the agreement and may sign it.")},
    )
