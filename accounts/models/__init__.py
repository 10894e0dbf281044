"""Who: people, their roles, the organisations they belong to, and the interests that keep them out of a case."""

from accounts.models.invitations import Invitation, Letter, default_expiry, new_token
from accounts.models.organisations import Membership, Organisation
from accounts.models.people import AuditorRegistration, Interest, RoleGrant, User

__all__ = [
    "AuditorRegistration",
    "Interest",
    "Invitation",
    "Letter",
    "Membership",
    "Organisation",
    "RoleGrant",
    "User",
    "default_expiry",
    "new_token",
]
