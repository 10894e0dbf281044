"""The report: its text, the freezing of its score sheet, the export of the sheet."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from applications.wording import listed
from audits.actions.scorable import locked_for_scoring
from audits.models import Audit, ScoreSheet
from audits.models.findings import canonical
from audits.permissions import is_leader
from audits.queries.sheets import sheet_of, unanswered_clauses, working_sheet
from scoring import sheets
from workflow import clock
from workflow.journal import record
from workflow.machine import Obstructed

REPORT_TEXTS = ("strengths", "weaknesses", "conclusion")


@transaction.atomic
def write_report(audit, *, by, **texts):
    """Write any of strengths, weaknesses and conclusion; the leader alone may. Returns the names of what changed.

    Raises Obstructed where a text is too long, WrongState, NotAllowed.
    """
    row, actor = locked_for_scoring(audit, by, may=is_leader)
    texts = {name: texts[name].strip() for name in REPORT_TEXTS if name in texts}
    for name, text in texts.items():
        field = Audit._meta.get_field(name)
        if len(text) > field.max_length or "\x00" in text:
            raise Obstructed(
                _("%(field)s: at most %(most)d characters of plain text.")
                % {"field": field.verbose_name, "most": field.max_length}
            )
    changed = {
        name: {"before": getattr(row, name), "after": text}
        for name, text in texts.items()
        if getattr(row, name) != text
    }
    if changed:
        for name, text in changed.items():
            setattr(row, name, text["after"])
        row.save(update_fields=list(changed))
        record(row, "write_report", by=actor, changed=changed)
    return list(changed)


def freeze_score_sheet(audit, *, by, note, facts):
    """The effect of `report`: freeze findings and result under the next number, with the edition's rules. Returns the facts.

    Runs under the audit's row lock. Raises Obstructed where the sheet cannot be evaluated.
    """
    sheet = working_sheet(audit)
    try:
        result = sheet.result()
    except sheets.SheetError as error:
        raise Obstructed(_("The score cannot be worked out (%(error)s).") % {"error": error}) from error
    frozen = ScoreSheet(
        audit=audit,
        number=(audit.score_sheets.aggregate(last=Max("number"))["last"] or 0) + 1,
        edition=audit.edition,
        sheet=sheets.export_dict(sheet),
        result=sheets.result_dict(result),
        level=result.level.value,
        frozen_by=by,
        frozen_at=clock.now(),
    )
    frozen.sha256 = hashlib.sha256(frozen.content).hexdigest()
    frozen.save()
    audit.reported_at = frozen.frozen_at
    audit.save(update_fields=["reported_at"])
    return {
        "score": frozen.result["score"],
        "level": frozen.level,
        "sheet": frozen.number,
        "sha256": frozen.sha256,
    }


@dataclass(frozen=True, slots=True)
class ExportedSheet:
    """A score sheet as a file: its bytes, their SHA-256, and its number (None: as it stands now, not frozen)."""

    content: bytes
    sha256: str
    number: int | None


@transaction.atomic
def export_sheet(audit, *, by, frozen=True):
    """The newest frozen sheet, or the one that the findings give now (where there is none, or `frozen` is False).

    Whether the person may have it is for the caller to ask. Raises Obstructed with the gaps where the findings are incomplete,
    and where a frozen sheet is no longer what was sealed.
    """
    sheet = sheet_of(audit) if frozen else None
    exported = _frozen_export(sheet) if sheet else _working_export(audit)
    record(audit, "export_sheet", by=by, sheet=exported.number, sha256=exported.sha256)
    return exported


def _frozen_export(sheet):
    content = sheet.content
    if hashlib.sha256(content).hexdigest() != sheet.sha256:
        raise Obstructed(
            _("Score sheet %(number)d is no longer what was frozen: its SHA-256 differs. Tell the administrators.")
            % {"number": sheet.number}
        )
    return ExportedSheet(content, sheet.sha256, sheet.number)


def _working_export(audit):
    gaps = unanswered_clauses(audit)
    if gaps:
        raise Obstructed(
            _("The score sheet is not complete: no finding yet for %(clauses)s.") % {"clauses": listed(gaps, most=47)}
        )
    try:
        content = canonical(sheets.export_dict(working_sheet(audit)))
    except sheets.SheetError as error:
        raise Obstructed(_("The score cannot be worked out (%(error)s).") % {"error": error}) from error
    return ExportedSheet(content, hashlib.sha256(content).hexdigest(), None)
