"""The bars above the lists of organisations and of the staff."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleGrant
from accounts.roles import Role
from workflow import clock
from workflow.lists import ListFilter


class OrganisationFilter(ListFilter):
    searched = ("name", "name_en", "uscc")
    q = forms.CharField(
        label=_("Name or code"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    members = forms.ChoiceField(
        label=_("Members"),
        required=False,
        choices=[("", _("Any number")), ("none", _("None: nobody looks after it")), ("some", _("At least one"))],
    )
    field_order = ["q", "members"]

    def narrow(self, found):
        found = super().narrow(found)
        if asked := self.asked("members"):
            return found.filter(people_count=0) if asked == "none" else found.filter(people_count__gt=0)
        return found


class StaffFilter(ListFilter):
    searched = ("name", "email", "registration__number")
    q = forms.CharField(
        label=_("Name, address or number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices])
    needs = forms.ChoiceField(
        label=_("Needs attention"),
        required=False,
        choices=[
            ("", _("All people")),
            ("factor", _("Second factor not set up")),
            ("registration", _("Registration expired")),
            ("closed", _("Account closed")),
        ],
    )
    field_order = ["q", "role", "needs"]

    def narrow(self, found):
        found = super().narrow(found)
        if role := self.asked("role"):
            found = found.filter(pk__in=RoleGrant.objects.filter(role=role, revoked_at=None).values("user"))
        conditions = {
            "factor": {"has_second_factor": False, "is_active": True},
            "registration": {"registration__valid_until__lt": clock.today()},
            "closed": {"is_active": False},
        }
        return found.filter(**conditions.get(self.asked("needs"), {}))
