from certificates.actions.committee import cast_vote, close_audit, return_audit, step_aside, take_up
from certificates.actions.issue import issue_certificate
from certificates.actions.sealing import seal_again, seal_certificate
from certificates.actions.upkeep import expire_certificate, lapse_surveillances, record_surveillance, remind

__all__ = [
    "cast_vote",
    "close_audit",
    "expire_certificate",
    "issue_certificate",
    "lapse_surveillances",
    "record_surveillance",
    "remind",
    "return_audit",
    "seal_again",
    "seal_certificate",
    "step_aside",
    "take_up",
]
