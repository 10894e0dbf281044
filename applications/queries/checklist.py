"""The checklist of papers: what is asked for, what was uploaded, what the officer said."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from applications.models import Application, ConditionVerdict, Paper, PaperKind, PaperVerdict, PaperVersion
from applications.paper_names import lines_for
from files.names import display_name


@dataclass(frozen=True)
class Line:
    """One kind of paper with all that is in the file of it; `removed` papers are kept for the record."""

    kind: PaperKind
    is_compulsory: bool
    papers: tuple[Paper, ...]
    removed: tuple[Paper, ...]
    verdict: PaperVerdict | None

    @property
    def is_missing(self) -> bool:
        """Compulsory, nothing uploaded, and the officer has not said that it is not needed here."""
        return self.is_compulsory and not self.papers and not self._says(PaperVerdict.Verdict.NOT_NEEDED)

    @property
    def changed_since_verdict(self) -> bool:
        """Was anything uploaded or removed after the verdict was given?"""
        if not self.verdict:
            return False
        uploads = [version.uploaded_at for paper in self.papers for version in paper.versions.all()]
        removals = [paper.removed_at for paper in self.removed]
        return any(moment > self.verdict.at for moment in uploads + removals)

    @property
    def needs_verdict(self) -> bool:
        """The officer has to look at it: compulsory or in the file, and no verdict on what is there now."""
        concerns = self.is_compulsory or bool(self.papers) or self._says(PaperVerdict.Verdict.MEND)
        return concerns and (not self.verdict or self.changed_since_verdict)

    @property
    def is_marked_to_mend(self) -> bool:
        return self._says(PaperVerdict.Verdict.MEND) and not self.changed_since_verdict

    def _says(self, verdict) -> bool:
        return bool(self.verdict) and self.verdict.verdict == verdict


def checklist(application: Application) -> list[Line]:
    """Every kind of paper in use, and those out of use that this application has papers of. Four queries."""
    papers: dict[int, list[Paper]] = {}
    versions = Prefetch("versions", PaperVersion.objects.select_related("stored", "uploaded_by"))
    for paper in application.papers.order_by("pk").prefetch_related(versions):
        papers.setdefault(paper.kind_id, []).append(paper)
    verdicts = {verdict.kind_id: verdict for verdict in application.paper_verdicts.select_related("by")}
    kinds = PaperKind.objects.filter(Q(is_active=True) | Q(pk__in=[*papers, *verdicts]))
    return [_line(application, kind, papers.get(kind.pk, ()), verdicts.get(kind.pk)) for kind in kinds]


def _line(application, kind, papers, verdict):
    return Line(
        kind=kind,
        is_compulsory=kind.is_active and kind.is_compulsory_for(application),
        papers=tuple(paper for paper in papers if not paper.removed_at),
        removed=tuple(paper for paper in papers if paper.removed_at),
        verdict=verdict,
    )


def kinds_by_name(names) -> list[PaperKind | None]:
    """For each name of a file the line of the checklist that it belongs to, or None where the name does not say.

    Asked of the names as they would be shown, which are never long.
    """
    kinds = {kind.code: kind for kind in PaperKind.objects.filter(is_active=True)}
    lines = [(code, kind.file_words) for code, kind in kinds.items()]
    return [kinds.get(code) for code in lines_for(map(display_name, names), lines)]


def mending_list(application: Application) -> str:
    """What the officer marked to be mended, a line each: the beginning of the letter that returns the application."""
    return "\n".join(
        f"{line.kind.title}: {line.verdict.note}" for line in checklist(application) if line.is_marked_to_mend
    )


def conditions(application: Application) -> list[tuple[ConditionVerdict.Condition, ConditionVerdict | None]]:
    """Every acceptance condition with its verdict, if one was given."""
    given = {verdict.condition: verdict for verdict in application.condition_verdicts.select_related("by")}
    return [(condition, given.get(condition.value)) for condition in ConditionVerdict.Condition]
