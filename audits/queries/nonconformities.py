"""Reads of nonconformities and of the client's answers."""

from audits.models import CorrectiveAction, Nonconformity
from scoring.models import Indicator


def draft_of(nonconformity):
    """The answer being written, or None."""
    return nonconformity.actions.filter(sent_at=None).first()


def missing_in(action):
    """Names of what the answer still lacks; all of them where there is no answer."""
    return [
        CorrectiveAction._meta.get_field(name).verbose_name
        for name in CorrectiveAction.ANSWERS
        if not getattr(action, name, None)
    ]


def answers_sent(nonconformity):
    """The answers the auditors have seen, oldest first, with their files."""
    sent = nonconformity.actions.exclude(sent_at=None)
    return sent.select_related("written_by", "verdict_by").prefetch_related("files__stored")


def nonconformities_of(audit, user):
    """Those of the audit that the person may see, in the order raised."""
    return Nonconformity.objects.visible_to(user).filter(audit=audit).order_by("pk")


def clause_of(nonconformity):
    """The Indicator of its clause in the audit's edition; None for a special deduction, which stands on no clause."""
    return Indicator.objects.filter(edition=nonconformity.audit.edition_id, code=nonconformity.clause).first()
