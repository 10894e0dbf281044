"""Forms about organisations and their members."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressField, UsccField
from accounts.models import Organisation

MASTER_DATA = ["name", "name_en", "address", "address_en", "legal_representative", "phone"]


class ChangeOrganisationForm(forms.ModelForm):
    """Master data without the code, which is the identity of the organisation."""

    class Meta:
        model = Organisation
        fields = MASTER_DATA
        labels = {
            "name": _("Name of the organisation"),
            "name_en": _("Name in English"),
            "address": _("Registered address"),
            "address_en": _("Registered address in English"),
            "legal_representative": _("Legal representative"),
            "phone": _("Telephone"),
        }
        help_texts = {
            "name": _("As on the business licence. It is printed on the certificate."),
            "name_en": _("Printed on the certificate below the Chinese name."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("legal_representative", "phone"):
            self.fields[name].required = True


class OrganisationForm(ChangeOrganisationForm):
    """Registration: the master data and the code. That the code is free is said by the action, not here."""

    uscc = UsccField()
    field_order = ["name", "name_en", "uscc", "address", "address_en", "legal_representative", "phone"]


class InviteMemberForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=80, required=False)
    email = AddressField(label=_("E-mail address"))
