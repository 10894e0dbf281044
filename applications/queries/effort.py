"""Audit days, outlet sample and fee of an application, worked out from the body's tables."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy

from applications import effort
from applications.models import Application, AuditDayRow, FeeItem, Site

EFFORT_UNKNOWN = gettext_lazy(
    "Audit days and fee cannot be worked out: the headcount, the audit-day table or the tariff is incomplete."
)


@dataclass(frozen=True)
class Proposal:
    """What the tables give; `lines` and `fee` (CNY) are for `days`, which the officer may have changed."""

    days_computed: Decimal
    days: Decimal
    outlets: int
    outlets_to_visit: int
    lines: tuple[effort.FeeLine, ...]

    @property
    def fee(self) -> Decimal:
        return effort.total(self.lines)


def effort_proposal(application: Application, *, days: Decimal | None = None) -> Proposal:
    """Days and sample by the tables, and the fee for `days` (by default those of the table).

    EffortError where the headcount, the table or a line of the tariff is missing.
    """
    outlets = application.sites.filter(kind__in=Site.OUTLETS).count()
    kind = application.purpose
    computed = effort.audit_days(application.headcount or 0, audit_day_table(), kind=kind, outlets=outlets)
    days = computed if days is None else Decimal(days)
    return Proposal(
        days_computed=computed,
        days=days,
        outlets=outlets,
        outlets_to_visit=effort.outlets_to_visit(outlets, kind),
        lines=tuple(effort.fee_lines(tariff(), days)),
    )


def proposal_or_none(application: Application, *, days: Decimal | None = None) -> Proposal | None:
    """The same, or None where the headcount or a table is missing; `EFFORT_UNKNOWN` says so to people."""
    try:
        return effort_proposal(application, days=days)
    except effort.EffortError:
        return None


def audit_day_table() -> list[tuple[int, Decimal]]:
    """Rows of (up to so many employees, days)."""
    return list(AuditDayRow.objects.values_list("up_to", "days"))


def tariff() -> dict[str, effort.Fee]:
    """The body's fees by code."""
    return {
        item.code: effort.Fee(item.code, item.title_zh, item.title_en, item.amount) for item in FeeItem.objects.all()
    }
