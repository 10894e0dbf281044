"""Writes about people: roles, organisations, memberships, invitations, interests. Each leaves a row in the journal."""

from accounts.actions.interests import declare_interest
from accounts.actions.invitations import accept_invitation, invite, invite_again, open_account, withdraw_invitation
from accounts.actions.organisations import change_organisation, found_organisation, leave_organisation
from accounts.actions.people import change_account, choose_language, deactivate, reactivate, reset_second_factor
from accounts.actions.roles import grant_role, register_auditor, revoke_role, set_roles
from accounts.refusals import Refused

__all__ = [
    "Refused",
    "accept_invitation",
    "change_account",
    "change_organisation",
    "choose_language",
    "deactivate",
    "declare_interest",
    "found_organisation",
    "grant_role",
    "invite",
    "invite_again",
    "leave_organisation",
    "open_account",
    "reactivate",
    "register_auditor",
    "reset_second_factor",
    "revoke_role",
    "set_roles",
    "withdraw_invitation",
]
