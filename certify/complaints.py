"""What every form says of bad input: what to do, not only that something is invalid. Django's own sentences give way to these,
in our forms, in those of the sign-in and in the reference tables alike."""

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

NOT_OFFERED = _("“%(value)s” cannot be chosen here. Choose one of the answers offered.")
IN_DIGITS = _("Enter a number in digits, for example 12.5.")
FIELDS = {
    forms.Field: {"required": _("Fill this in.")},
    forms.ChoiceField: {"required": _("Choose an answer."), "invalid_choice": NOT_OFFERED},
    forms.MultipleChoiceField: {"required": _("Choose at least one answer."), "invalid_choice": NOT_OFFERED},
    forms.ModelChoiceField: {
        "required": _("Choose an answer."),
        "invalid_choice": _("This cannot be chosen here. Choose one of those offered."),
    },
    forms.BooleanField: {"required": _("Tick this box, or leave the page without sending.")},
    forms.DateField: {"invalid": _("Enter a date like 2026-05-31.")},
    forms.TimeField: {"invalid": _("Enter a time like 09:30.")},
    forms.IntegerField: {"invalid": _("Enter a whole number in digits, for example 12.")},
    forms.FloatField: {"invalid": IN_DIGITS},
    forms.DecimalField: {"invalid": IN_DIGITS},
    forms.URLField: {"invalid": _("Enter a web address like https://www.example.com.")},
}
TOO_LONG = ngettext_lazy(
    "Shorten this to at most %(limit_value)d character; it has %(show_value)d.",
    "Shorten this to at most %(limit_value)d characters; it has %(show_value)d.",
    "limit_value",
)
VALIDATORS = (
    (validators.EmailValidator, _("Enter an e-mail address like name@example.com.")),
    (validators.URLValidator, _("Enter a web address like https://www.example.com.")),
    (validators.MaxLengthValidator, TOO_LONG),
    (validators.validate_slug, _("Use only the letters a to z, digits, hyphens and underscores.")),
)


def say_what_to_do():
    """Put the sentences in place; to be called before the first form is made."""
    for kind, sentences in FIELDS.items():
        kind.default_error_messages = {**kind.__dict__.get("default_error_messages", {}), **sentences}
    for validator, sentence in VALIDATORS:
        validator.message = sentence
