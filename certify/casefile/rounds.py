"""The rounds of the committee: what came of each, why, and on which score sheet."""

from dataclasses import dataclass

from audits.models import ScoreSheet
from certificates.models import Decision
from certificates.queries import may_see_votes, sealed_hash, standing_sentence
from certificates.queries.dossier import CastVote, votes_shown
from certify.casefile.file import CaseFile
from certify.casefile.people import DECIDING
from workflow.models import Event


@dataclass(frozen=True)
class Round:
    """`votes` is empty where the reader may not see them (yet); `is_as_sealed` where the sheet is the one reported."""

    decision: Decision
    sheet: ScoreSheet
    decided: Event | None
    standing: str
    sees_votes: bool
    votes: list[CastVote]
    is_as_sealed: bool


def rounds_of(file: CaseFile, _query=None) -> dict:
    """Every round the reader may read, the newest first."""
    return {"rounds": [_round(decision, file.reader) for decision in file.decisions]}


def _round(decision, reader):
    sheet = decision.score_sheet
    return Round(
        decision=decision,
        sheet=sheet,
        decided=decision.last_event(*DECIDING),
        standing="" if decision.is_closed else standing_sentence(decision, reader),
        sees_votes=may_see_votes(reader, decision),
        votes=votes_shown(reader, decision),
        is_as_sealed=sealed_hash(sheet) == sheet.sha256,
    )
