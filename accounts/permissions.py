"""Predicates about a person alone, and about a person and an organisation. One predicate, one fact.

`SYSTEM` (None) is the actor of scheduled steps; it satisfies `is_system` and nothing else.
"""

import rules

from accounts.roles import Role

SYSTEM = None


def _role_predicate(role, name):
    def holds(user, case=None):
        return bool(user and user.is_active and role in user.roles)

    holds.__doc__ = f"Holds the role `{role}` now."
    return rules.predicate(holds, name=name)


is_officer = _role_predicate(Role.OFFICER, "is_officer")
is_audit_manager = _role_predicate(Role.AUDIT_MANAGER, "is_audit_manager")
is_auditor = _role_predicate(Role.AUDITOR, "is_auditor")
is_member = _role_predicate(Role.MEMBER, "is_member")
is_manager = _role_predicate(Role.MANAGER, "is_manager")


@rules.predicate
def is_system(user, case=None):
    """The machine itself: the clock, or a step of another case."""
    return user is SYSTEM


@rules.predicate
def is_staff_person(user, case=None):
    """Holds any role now."""
    return bool(user and user.is_active and user.roles)


@rules.predicate
def belongs_to_client(user, case):
    """Is the person a present member of the organisation the case is about?"""
    return bool(user and user.is_active and user.belongs_to(case.organisation))


@rules.predicate
def has_interest_in_client(user, case):
    """Worked or consulted for the client within two years, or declared an interest (ISO/IEC 17065, 4.2)."""
    return bool(user and user.has_interest_in(case.organisation))


@rules.predicate
def belongs_to_organisation(user, organisation):
    """Is a present member of the organisation."""
    return bool(user and user.is_active and user.belongs_to(organisation))


# Staff help where the last member has left the company or cannot manage.
may_change_organisation = belongs_to_organisation | is_officer | is_manager
