"""Forms about people and organisations: input to clean data."""

from accounts.forms.account import AcceptForm, AccountForm, InterestForm, SignupForm
from accounts.forms.lists import OrganisationFilter, StaffFilter
from accounts.forms.organisations import ChangeOrganisationForm, InviteMemberForm, OrganisationForm
from accounts.forms.staff import InviteStaffForm, RegistrationForm, RolesForm

__all__ = [
    "AcceptForm",
    "AccountForm",
    "ChangeOrganisationForm",
    "InterestForm",
    "InviteMemberForm",
    "InviteStaffForm",
    "OrganisationFilter",
    "OrganisationForm",
    "RegistrationForm",
    "RolesForm",
    "SignupForm",
    "StaffFilter",
]
