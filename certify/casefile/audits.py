"""The audits of a case: what was planned, what was found, as far as the reader may know."""

from dataclasses import dataclass

from audits.models import Audit, AuditSite, Nonconformity, ScoreSheet
from audits.permissions import reads_report, sees_findings
from certify.casefile.file import CaseFile

FINDINGS_EXIST = {Audit.State.ON_SITE, Audit.State.RECTIFYING, Audit.State.REPORTED, Audit.State.DECIDED}


@dataclass(frozen=True)
class AuditSheet:
    """One audit. `sheet` is the newest frozen score sheet, for whoever may read the report."""

    audit: Audit
    plan_shown: bool
    sites: list[AuditSite]
    nonconformities: list[Nonconformity]
    sees_findings: bool
    reads_report: bool
    sheet: ScoreSheet | None

    @property
    def findings_exist(self) -> bool:
        return self.audit.state in FINDINGS_EXIST

    @property
    def open_nonconformities(self) -> int:
        return sum(not each.is_closed for each in self.nonconformities)


def audits_of(file: CaseFile, _query=None) -> dict:
    return {"audit_sheets": [sheet_of(audit, file) for audit in file.audits]}


def sheet_of(audit: Audit, file: CaseFile) -> AuditSheet:
    exists = audit.state in FINDINGS_EXIST
    readable = exists and reads_report(file.reader, audit)
    plan_shown = file.for_staff or audit.plan_is_sent
    return AuditSheet(
        audit=audit,
        plan_shown=plan_shown,
        sites=list(audit.sites.select_related("site")) if plan_shown else [],
        nonconformities=[each for each in file.nonconformities if each.audit_id == audit.pk],
        sees_findings=exists and sees_findings(file.reader, audit),
        reads_report=readable,
        sheet=audit.score_sheets.order_by("-number").first() if readable else None,
    )
