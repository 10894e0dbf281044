"""The score sheet of an audit: as it stands now, and as it was frozen with a report."""

from dataclasses import dataclass

from applications.queries import manager_figures
from audits.models import Audit, ScoreSheet
from audits.queries.scoring import as_rule, bonus_of, standing_deductions
from scoring import sheets
from scoring.queries import points_by_clause
from scoring.rules import Ground, Result
from workflow import clock

# The clause about certified after-sales service managers (domain, section 2: a tenth of the service-management staff).
MANAGER_CLAUSE = "5.1.2.2"


def working_sheet(audit: Audit) -> sheets.Sheet:
    """The sheet as the findings stand now, complete or not; its `result()` refuses an incomplete one."""
    points = points_by_clause(audit.edition)
    found = {finding.clause: as_rule(finding) for finding in audit.findings.all()}
    bonus = bonus_of(audit)
    return sheets.Sheet(
        edition=audit.edition.standard,
        version=audit.edition.version,
        points=points,
        findings={code: found[code] for code in points if code in found},
        special_deductions=tuple(
            sheets.SpecialDeduction(Ground(each.ground), each.text) for each in standing_deductions(audit)
        ),
        bonuses=(sheets.Bonus(bonus.text),) if bonus else (),
        rules=audit.edition.parameters,
    )


def unanswered_clauses(audit: Audit) -> list[str]:
    """Codes of the scored clauses without a finding, in the order of the standard."""
    answered = set(audit.findings.values_list("clause", flat=True))
    return [code for code in points_by_clause(audit.edition) if code not in answered]


def sheet_of(audit: Audit) -> ScoreSheet | None:
    """The newest frozen sheet, or None before the first report."""
    return audit.score_sheets.select_related("edition", "frozen_by").order_by("-number").first()


def current_result(audit: Audit) -> Result | None:
    """The result that counts: of the frozen sheet once reported, else of the findings; None while it is incomplete."""
    frozen = sheet_of(audit) if audit.state in {Audit.State.REPORTED, Audit.State.DECIDED} else None
    try:
        return (sheets.read(frozen.sheet) if frozen else working_sheet(audit)).result()
    except sheets.SheetError:
        return None


@dataclass(frozen=True, slots=True)
class ManagerSample:
    """Certified managers as a sample (our reading of 5.1.2.2): `required` are drawn, the missing ones fail.

    `expired` of those listed are not counted.
    """

    listed: int
    expired: int
    required: int

    @property
    def missing(self) -> int:
        return max(0, self.required - (self.listed - self.expired))


def manager_sample(audit: Audit) -> ManagerSample | None:
    """The suggestion for the manager clause; None where the applicant gave no number of service-management staff."""
    figures = manager_figures(audit.application)
    if figures.required is None:
        return None
    day = audit.starts_on or clock.today()
    expired = audit.application.service_managers.filter(expires_on__lt=day).count()
    return ManagerSample(listed=figures.listed, expired=expired, required=figures.required)
