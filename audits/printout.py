"""The audit report: the facts that page and PDF share, and the PDF with its headings in both languages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from applications.terms import both
from audits.models import Audit
from audits.pictures import result_pictures
from audits.queries.nonconformities import answers_sent, nonconformities_of
from audits.queries.scoring import scoring_board
from audits.queries.sheets import current_result, sheet_of
from audits.queries.team import team_now
from scoring.rules import rounded_down
from scoring.words import GROUNDS, LEVELS, OUTCOMES, verdict
from workflow.tokens import resolved

INK, FONT = resolved("var(--c-brand)"), "Noto Sans SC"
HEADINGS = {
    "report": _("Audit report"),
    "draft": _("Draft: the report is not submitted yet."),
    "organisation": _("Organisation"),
    "uscc": _("Unified social credit code"),
    "address": _("Registered address"),
    "scope": _("Scope of certification"),
    "audit_kind": _("Kind of audit"),
    "kind": _("Kind"),
    "edition": _("Edition of the standard"),
    "visit": _("Visit"),
    "closing": _("Closing meeting"),
    "reported": _("Reported"),
    "team": _("Team"),
    "sites": _("Sites visited"),
    "result": _("Result"),
    "score": _("Score"),
    "level": _("Level"),
    "base": _("Base score"),
    "earned": _("Points earned"),
    "applicable": _("Points applicable"),
    "sheet": _("Score sheet"),
    "clauses": _("Clauses"),
    "clause": _("Clause"),
    "outcome": _("Outcome"),
    "points": _("Points"),
    "lost": _("Lost"),
    "why": _("Why, and remark"),
    "specials": _("Special deductions and bonus"),
    "deduction": _("Special deduction"),
    "bonus": _("Special bonus"),
    "nonconformities": _("Nonconformities and their closure"),
    "number": _("Number"),
    "found": _("What was found"),
    "state": _("State"),
    "verified": _("Verified"),
    "strengths": _("Strengths"),
    "weaknesses": _("Weaknesses and risks"),
    "conclusion": _("Conclusion of the team"),
    "none": _("None"),
    "leader": _("Team leader"),
    "date": _("Date"),
}


def report_facts(audit, reader) -> dict:
    """What stands in the report, read from the record; nonconformities are those that `reader` may see."""
    return {
        "audit": audit,
        "board": scoring_board(audit),
        "result": current_result(audit),
        "sheet": sheet_of(audit),
        "team": team_now(audit),
        "sites": audit.sites.select_related("site"),
        "nonconformities": list(nonconformities_of(audit, reader)),
    }


def report_pdf(audit, reader) -> bytes:
    """The report on paper. Records are in Chinese: so is the report, each heading with its English."""
    from printing.engine import render_pdf  # with the first PDF: it costs every start 0.7 s

    with override("zh-hans"):
        facts = report_facts(audit, reader)
        result = facts["result"]
        pictures = result_pictures(facts["board"], result, audit.edition.parameters, ink=INK, font=FONT)
        facts |= {
            "h": {name: both(words) for name, words in HEADINGS.items()},
            "outcomes": {outcome.value: both(words) for outcome, words in OUTCOMES.items()},
            "grounds": {ground.value: both(words) for ground, words in GROUNDS.items()},
            "closures": [(each, list(answers_sent(each))) for each in facts["nonconformities"]],
            "is_draft": audit.state not in {Audit.State.REPORTED, Audit.State.DECIDED},
            "figures": _figures(result, audit.edition.parameters) if result else None,
            "has_pictures": bool(pictures),
            "title": str(HEADINGS["report"]),
            "subtitle": f"{both(HEADINGS['report'])['en']} · {audit.organisation.name}",
            "reference": audit.reference,
        }
    images = {name: picture.encode() for name, picture in pictures.items()}
    return render_pdf("audits/report.pdf.html", facts, language="zh-hans", images=images)


def _figures(result, rules):
    return {
        "score": rounded_down(result.score),
        "base": rounded_down(result.base),
        "earned": rounded_down(result.earned),
        "applicable": rounded_down(result.applicable),
        "level": both(LEVELS[result.level]),
        "verdict": verdict(result, rules),
    }
