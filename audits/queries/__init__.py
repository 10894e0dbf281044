"""Reads of audits that deserve a name: audiences, worklists, what a plan needs."""

from audits.queries.audiences import (
    client_people,
    committee_people,
    leader,
    nonconformity_client,
    nonconformity_team,
    team_people,
)
from audits.queries.scoring import clause_table, scoring_board
from audits.queries.sheets import current_result, sheet_of

__all__ = [
    "clause_table",
    "client_people",
    "committee_people",
    "current_result",
    "leader",
    "nonconformity_client",
    "nonconformity_team",
    "scoring_board",
    "sheet_of",
    "team_people",
]
