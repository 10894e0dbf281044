"""Reads of a plan: what the sample needs, what was agreed, what it comes to."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from applications import effort
from applications.models import Site
from audits.models import Audit, TeamMember

SATURDAY = 5


@dataclass(frozen=True)
class Days:
    """Days of the visit beside the audit days agreed: `auditor_days` counts each day once per auditor (experts not)."""

    on_site: int
    at_weekends: int
    auditors: int
    agreed: Decimal | None

    @property
    def auditor_days(self) -> int:
        return self.on_site * self.auditors

    @property
    def is_below_agreed(self) -> bool:
        return bool(self.agreed and self.auditor_days and self.auditor_days < self.agreed)


def days_planned(audit) -> Days:
    """What the present dates and team come to."""
    span = 0
    if audit.starts_on and audit.ends_on and audit.ends_on >= audit.starts_on:
        span = (audit.ends_on - audit.starts_on).days + 1
    weekend = sum((audit.starts_on + timedelta(days=n)).weekday() >= SATURDAY for n in range(span))
    auditors = audit.current_team.exclude(duty=TeamMember.Duty.EXPERT).count()
    return Days(span, weekend, auditors, days_agreed(audit))


def days_agreed(audit) -> Decimal | None:
    """Audit days of the agreement; None for a surveillance audit, whose days the agreement leaves open."""
    fixed = getattr(audit.application, "effort", None)
    return fixed.days if fixed and audit.kind != Audit.Kind.SURVEILLANCE else None


def outlets_required(audit) -> int:
    """How many outlets the sample needs: as fixed for the agreement, for a surveillance by its own formula."""
    fixed = getattr(audit.application, "effort", None)
    if fixed and audit.kind != Audit.Kind.SURVEILLANCE:
        return fixed.outlets_to_visit
    outlets = audit.application.sites.filter(kind__in=Site.OUTLETS).count()
    return effort.outlets_to_visit(outlets, audit.kind)


def outlets_planned(audit) -> int:
    """How many of the sampled sites are outlets."""
    return audit.sites.filter(site__kind__in=Site.OUTLETS).count()
