"""What a stranger is told of a certificate's state: whether it is valid, in the first word."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.genuineness import Finding
from certificates.models import Certificate

S = Certificate.State


@dataclass(frozen=True)
class Verdict:
    """`word` is what one reads from across a counter, `label` the state itself; a file has neither."""

    headline: str
    text: str
    tone: str
    icon: str
    word: str = ""
    label: str = ""


VALID, NOT_VALID = pgettext_lazy("certificate", "Valid"), pgettext_lazy("certificate", "Not valid")


STATES = {
    S.VALID: Verdict(VALID, _("The certificate is in force today."), "good", "circle-check", VALID, VALID),
    S.SUSPENDED: Verdict(
        _("Not valid now: suspended"),
        _("The holder must not use the certificate or the certification mark until it is restored."),
        "warning",
        "circle-pause",
        NOT_VALID,
        pgettext_lazy("certificate", "Suspended"),
    ),
    S.WITHDRAWN: Verdict(
        _("Not valid: withdrawn"),
        _("The certification body withdrew the certificate for good. It must not be used any more."),
        "danger",
        "octagon-x",
        NOT_VALID,
        pgettext_lazy("certificate", "Withdrawn"),
    ),
    S.CANCELLED: Verdict(
        _("Not valid: cancelled"),
        _("The certificate was cancelled for good at the holder's request. It must not be used any more."),
        "danger",
        "octagon-x",
        NOT_VALID,
        pgettext_lazy("certificate", "Cancelled"),
    ),
    S.EXPIRED: Verdict(
        _("Not valid: expired"),
        _("The last day of validity has passed. It must not be used any more."),
        "danger",
        "calendar-x",
        NOT_VALID,
        pgettext_lazy("certificate", "Expired"),
    ),
}

FILES = {
    Finding.GENUINE: Verdict(
        _("Genuine: this is the file we sealed"),
        _("To the last byte it is the PDF that belongs to this certificate. Whether that is valid today stands above."),
        "good",
        "file-check",
    ),
    Finding.OTHER: Verdict(
        _("This file belongs to another certificate"),
        _(
            "We sealed it, but for another number than the one you are looking at. Read what the register says of that one."
        ),
        "warning",
        "file-exclamation-point",
    ),
    Finding.CHANGED: Verdict(
        _("Changed: do not rely on this file"),
        _(
            "It bears our electronic signature, but it was altered after we signed it. Rely on the facts on this page only."
        ),
        "danger",
        "file-x",
    ),
    Finding.UNKNOWN: Verdict(
        _("Not in the register: do not rely on this file"),
        _(
            "It is signed with our key and unaltered, but we sealed no such certificate. Please tell us where it comes from."
        ),
        "danger",
        "file-question-mark",
    ),
    Finding.FOREIGN: Verdict(
        _("Not ours: do not rely on this file"),
        _(
            "It is not the PDF we sealed, and nothing in it proves that it comes from us. A scan, a photograph or a printout "
            "saved again looks like this too: ask the holder for the original file, and rely on the facts on this page."
        ),
        "danger",
        "file-x",
    ),
}
