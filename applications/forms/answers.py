"""One form for each page of questions. Everything may stay empty: a draft saves with anything missing."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.actions import save_answers
from applications.models import Application
from applications.topics import BY_SLUG
from printing.glyphs import validate_printable
from workflow import clock

A_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()/-]{4,30}(转|ext\.?|x)?[0-9 ]{0,8}", re.IGNORECASE)


class AnswersForm(forms.ModelForm):
    """Shows the stored answers and saves what was typed by the action: of a form with faults, the answers without one."""

    def save(self, *, by):
        return save_answers(self.instance, by=by, **self.cleaned_data)


class ContactForm(AnswersForm):
    class Meta:
        model = Application
        fields = BY_SLUG["contact"].fields
        help_texts = {
            "contact_phone": _("With the area code, or a mobile number."),
            "wishes": _("Dates that suit you or do not, languages, anything the audit team should know."),
        }
        widgets = {
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "wishes": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_contact_phone(self):
        number = self.cleaned_data["contact_phone"]
        if number and not A_TELEPHONE.fullmatch(number):
            raise ValidationError(gettext("Write the telephone number in digits, for example 010-12345678."))
        return number


def choice(label, choices, **options):
    """A group of radio buttons in which nothing need be chosen yet."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False, **options)


class BusinessForm(AnswersForm):
    kind = choice(
        _("What kind of applicant are you?"),
        Application.Kind.choices,
        help_text=_("Which papers are compulsory depends on this."),
    )
    service_mode = choice(_("Who runs the service outlets?"), Application.ServiceMode.choices)

    class Meta:
        model = Application
        fields = BY_SLUG["business"].fields
        help_texts = {
            "industry": _("For example: retail of household appliances."),
            "activities": _("What is done for customers before, during and after the sale, and by whom."),
            "way_of_selling": _("Own shops, dealers, online: the share of each."),
            "system_since": _("Certification asks for at least three months of operation."),
        }
        widgets = {
            "activities": forms.Textarea(attrs={"rows": 5}),
            "way_of_selling": forms.Textarea(attrs={"rows": 3}),
            "system_since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def clean_system_since(self):
        day = self.cleaned_data["system_since"]
        if day and day > clock.today():
            raise ValidationError(
                gettext("This day is still to come. Give the day on which the system began to operate.")
            )
        return day


class ScopeForm(AnswersForm):
    level_aimed = choice(
        _("Which level do you aim at?"),
        Application.LEVELS,
        help_text=_("The level granted is the one that the evaluation shows, whatever you choose here."),
    )

    class Meta:
        model = Application
        fields = BY_SLUG["scope"].fields
        help_texts = {
            "scope": _("As it shall stand on the certificate, for example: 家用电器的销售及售后服务."),
            "scope_en": _("Printed on the certificate below the Chinese scope."),
        }
        widgets = {"scope": forms.Textarea(attrs={"rows": 3}), "scope_en": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("scope", "scope_en"):
            self.fields[name].validators.append(validate_printable)


class SizeForm(AnswersForm):
    class Meta:
        model = Application
        fields = BY_SLUG["size"].fields
        help_texts = {
            "headcount": _("Everybody employed at all sites within the scope. Audit days depend on this number."),
            "service_staff": _("Who give service: advice, delivery, installation, repair, hotline, complaints."),
            "service_management_staff": _("Who plan, lead or supervise service."),
        }

    def clean(self):
        data = super().clean()
        whole, staff, management = (data.get(name) for name in self.Meta.fields)
        if whole == 0:
            self.add_error("headcount", gettext("Enter a number of at least 1."))
        if None not in (whole, staff) and staff > whole:
            self.add_error("service_staff", gettext("There cannot be more service staff than employees."))
        if None not in (staff, management) and management > staff:
            self.add_error(
                "service_management_staff",
                gettext(
                    "There cannot be more service-management staff than service staff: they are counted among them."
                ),
            )
        return data
