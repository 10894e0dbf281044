from certificates.queries.audiences import certificate_people, client_people
from certificates.queries.committee import (
    audits_awaiting_decision,
    audits_barred_to,
    audits_to_take_up,
    counted_votes,
    decisions_awaiting_grant,
    decisions_awaiting_vote,
    decisions_to_grant,
    may_see_votes,
    sealed_hash,
    standing_sentence,
    tally,
    votes_as_facts,
    why_not_voter,
)
from certificates.queries.register import History, PublicRecord, public_record
from certificates.queries.upkeep import (
    certificates_run_out,
    seals_waiting,
    surveillances_coming,
    surveillances_to_remind,
)

__all__ = [
    "History",
    "PublicRecord",
    "audits_awaiting_decision",
    "audits_barred_to",
    "audits_to_take_up",
    "certificate_people",
    "certificates_run_out",
    "client_people",
    "counted_votes",
    "decisions_awaiting_grant",
    "decisions_awaiting_vote",
    "decisions_to_grant",
    "may_see_votes",
    "public_record",
    "sealed_hash",
    "seals_waiting",
    "standing_sentence",
    "surveillances_coming",
    "surveillances_to_remind",
    "tally",
    "votes_as_facts",
    "why_not_voter",
]
