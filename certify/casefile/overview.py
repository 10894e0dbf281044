"""The essentials of every part on one page."""

from applications.queries import checklist, clause_progress, evaluation_of
from certify.casefile.audits import sheet_of
from certify.casefile.file import CaseFile
from certify.casefile.history import latest_steps
from certify.casefile.money import money_of
from certify.casefile.papers import concerning


def overview_of(file: CaseFile, _query=None) -> dict:
    lines = concerning(checklist(file.application), file)
    compulsory = [line for line in lines if line.is_compulsory]
    facts = money_of(file) | {
        "sheet": sheet_of(file.audit, file) if file.audit else None,
        "events": latest_steps(file),
        "handed_in": sum(not line.is_missing for line in compulsory),
        "compulsory": len(compulsory),
        "missing": sum(line.is_missing for line in lines),
        "surveillance": next((each for each in file.surveillances if not each.is_closed), None),
    }  # fmt: skip
    if not file.for_staff:
        return facts
    return facts | {
        "to_mend": sum(line.is_marked_to_mend for line in lines),
        "unjudged": sum(line.needs_verdict for line in lines),
        "evaluation": evaluation_of(file.application),
        "progress": clause_progress(file.application),
    }
