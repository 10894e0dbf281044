from certificates.models.certificate import LIVING, Certificate, CertificateSerial
from certificates.models.decision import CommitteeRules, Decision, Vote
from certificates.models.sealing import Seal
from certificates.models.surveillance import Reminder, Surveillance

__all__ = [
    "LIVING",
    "Certificate",
    "CertificateSerial",
    "CommitteeRules",
    "Decision",
    "Reminder",
    "Seal",
    "Surveillance",
    "Vote",
]
