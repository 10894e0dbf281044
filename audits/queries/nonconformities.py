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


def clause_titles(nonconformities):
    """{(edition pk, clause): Indicator} for the clauses named. One query."""
    wanted = {(each.audit.edition_id, each.clause) for each in nonconformities if each.clause}
    found = Indicator.objects.filter(
        edition__in={edition for edition, _clause in wanted}, code__in={clause for _edition, clause in wanted}
    )
    return {(row.edition_id, row.code): row for row in found}
