"""What stands in the way of a decision or a change of a certificate, each as a sentence."""

import hashlib

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.models import Audit, Nonconformity
from certificates.models import LIVING, Certificate, Vote
from certificates.printout import printed_fields
from certificates.queries import may_see_votes, sealed_hash, tally
from printing.errors import PrintingRefused
from printing.glyphs import require_glyphs
from scoring.rules import Level
from scoring.sheets import SheetError, read, result_dict
from workflow import clock


def quorum_not_reached(decision, actor):
    counts = tally(decision)
    if counts.missing:
        return ngettext(
            "The quorum is %(quorum)d; %(n)d more vote is needed.",
            "The quorum is %(quorum)d; %(n)d more votes are needed.",
            counts.missing,
        ) % {"quorum": counts.quorum, "n": counts.missing}
    return None


def _majority_not_reached(position, sentence):
    def obstacle(decision, actor):
        counts = tally(decision)
        if counts.missing:
            return None
        # Before anything is said of the votes: a button that can be pressed tells how they fell.
        if actor and not may_see_votes(actor, decision):
            return _("Cast your own vote first; the result is hidden from you until then.")
        if counts.carries(position):
            return None
        return sentence() % {
            "for": counts.counted[position],
            "cast": counts.cast,
            "needed": counts.needed_for(position),
        }

    return obstacle


majority_not_reached_to_grant = _majority_not_reached(
    Vote.Position.GRANT,
    lambda: _("%(for)d of %(cast)d votes are for granting; %(needed)d are needed."),
)
majority_not_reached_to_refuse = _majority_not_reached(
    Vote.Position.REFUSE,
    lambda: _("%(for)d of %(cast)d votes are for refusing; %(needed)d are needed."),
)
majority_not_reached_to_send_back = _majority_not_reached(
    Vote.Position.SEND_BACK,
    lambda: _("%(for)d of %(cast)d votes are for sending back; %(needed)d are needed."),
)


def audit_not_reported(decision, actor):
    newest = decision.audit.score_sheets.order_by("-number").first()
    if decision.audit.state != Audit.State.REPORTED or newest is None or newest.pk != decision.score_sheet_id:
        return _("The report before the committee is no longer the audit's newest one.")
    return None


def nonconformity_open(decision, actor):
    ended = (Nonconformity.State.CLOSED, Nonconformity.State.DROPPED)
    still_open = decision.audit.nonconformities.exclude(state__in=ended).values_list("reference", flat=True)
    if still_open:
        return _("These nonconformities are not closed: %(list)s.") % {"list": "、".join(still_open)}
    return None


def score_not_passed(decision, actor):
    if decision.score_sheet.level == Level.NOT_PASSED:
        return _("The score sheet says “not passed” (%(score)s); certification cannot be granted.") % {
            "score": decision.score_sheet.result["score"]
        }
    return None


def score_not_recomputed_alike(decision, actor):
    """Every star can be recomputed: the frozen sheet is evaluated again before anything is granted on it, and must be, to the
    last byte, the one that the report sealed and the journal cannot forget."""
    frozen = decision.score_sheet
    if hashlib.sha256(frozen.content).hexdigest() != sealed_hash(frozen):
        return _("The score sheet is no longer the one that was frozen with the report: its SHA-256 differs.")
    try:
        result = result_dict(read(frozen.sheet).result())
    except SheetError as error:
        return _("The frozen score sheet cannot be recomputed (%(error)s).") % {"error": error}
    if result != frozen.result or result["level"] != frozen.level:
        return _("Recomputing the frozen score sheet gives another result; the sheet has been damaged.")
    return None


def edition_not_approved(decision, actor):
    if not decision.score_sheet.edition.is_approved and not settings.DEMONSTRATION:
        return _("The edition %(edition)s has not been approved; no certificate is issued on it.") % {
            "edition": decision.score_sheet.edition
        }
    return None


def organisation_holds_certificate(decision, actor):
    today = clock.today()
    held = Certificate.objects.filter(
        organisation=decision.organisation, state__in=LIVING, expires_on__gte=today
    ).first()
    if held:
        return _("The organisation already holds certificate %(number)s, valid until %(day)s.") % {
            "number": held.reference,
            "day": held.expires_on,
        }
    return None


def holder_not_printable(decision, actor):
    try:
        require_glyphs(printed_fields(decision))
    except PrintingRefused as refusal:
        return str(refusal)


def certificate_run_out(certificate, actor):
    if certificate.expires_on < clock.today():
        return _("The certificate ended on %(day)s.") % {"day": certificate.expires_on}
    return None


def certificate_still_runs(certificate, actor):
    if certificate.expires_on >= clock.today():
        return _("The certificate runs until %(day)s.") % {"day": certificate.expires_on}
    return None
