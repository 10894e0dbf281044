"""Reads of audits that deserve a name: audiences, worklists, what a plan needs."""

from audits.queries.audiences import (
    client_people,
    committee_people,
    leader,
    nonconformity_client,
    nonconformity_team,
    team_people,
)

__all__ = [
    "client_people",
    "committee_people",
    "leader",
    "nonconformity_client",
    "nonconformity_team",
    "team_people",
]
