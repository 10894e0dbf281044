"""What keeps a visit from being closed or a report from being submitted: gaps in findings and text, an impossible score."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.wording import listed
from audits.queries.sheets import unanswered_clauses, working_sheet
from scoring.sheets import SheetError

MOST_NAMED = 12


def clauses_unanswered(audit, actor):
    """Every scored clause of the edition has a finding; the gaps are named by code."""
    gaps = unanswered_clauses(audit)
    if not gaps:
        return None
    return ngettext(
        "%(count)d clause has no finding yet: %(clauses)s.",
        "%(count)d clauses have no finding yet: %(clauses)s.",
        len(gaps),
    ) % {"count": len(gaps), "clauses": listed(gaps, most=MOST_NAMED)}


def conclusion_missing(audit, actor):
    """The team leader has written the conclusion."""
    return None if audit.conclusion.strip() else _("Write the conclusion of the team.")


def score_impossible(audit, actor):
    """A complete sheet can be evaluated; the one way it cannot is that nothing applies."""
    sheet = working_sheet(audit)
    if len(sheet.findings) < len(sheet.points):
        return None
    if not any(finding.outcome != "excluded" for finding in sheet.findings.values()):
        return _("No clause applies, so there is nothing to score. At least one clause must be evaluated.")
    try:
        sheet.result()
    except SheetError as error:
        return _("The score cannot be worked out (%(error)s).") % {"error": error}
    return None
