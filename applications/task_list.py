"""The applicant's task list: each topic and the papers, with how far it is in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.queries import Line, checklist, manager_figures, topic_states


@dataclass(frozen=True)
class Task:
    title: str
    url: str
    hint: str
    status: str
    tone: str


@dataclass(frozen=True)
class PaperFigures:
    """Compulsory lines of the checklist, those of them with something uploaded, and lines to be mended."""

    compulsory: int
    present: int
    to_mend: int

    @property
    def missing(self) -> int:
        return self.compulsory - self.present


def answer_tasks(application) -> list[Task]:
    """One task for each topic."""
    figures = manager_figures(application)
    tasks = []
    for state in topic_states(application):
        status, tone = _standing(state)
        if state.topic.slug == "managers" and figures.are_too_few and not state.missing:
            status = _("%(listed)d of %(required)d needed") % {"listed": figures.listed, "required": figures.required}
            tone = "warning"
        url = reverse("application_topic", args=[application.reference, state.topic.slug])
        tasks.append(Task(state.topic.title, url, state.topic.hint, status, tone))
    return tasks


def _standing(state):
    if not state.is_begun:
        return _("Not begun"), "neutral"
    if state.missing:
        missing = len(state.missing)
        return ngettext("%(count)d answer missing", "%(count)d answers missing", missing) % {
            "count": missing
        }, "waiting"
    return _("Complete"), "good"


def paper_task(application, lines: list[Line] | None = None) -> Task:
    """The task of the papers."""
    figures = paper_figures(checklist(application) if lines is None else lines)
    url = reverse("application_papers", args=[application.reference])
    hint, status = _("Licence, description of the service system, records and others"), _("Not begun")
    tone = "neutral"
    if not application.kind:
        hint = _("Which are compulsory depends on the kind of applicant")
    elif figures.to_mend:
        hint = _("Upload the papers again that were returned to you")
        status = ngettext("%(count)d to be corrected", "%(count)d to be corrected", figures.to_mend) % {
            "count": figures.to_mend
        }
        tone = "warning"
    else:
        status = _("%(present)d of %(compulsory)d compulsory") % {
            "present": figures.present,
            "compulsory": figures.compulsory,
        }
        tone = "good" if figures.present == figures.compulsory else "waiting"
    return Task(_("Papers"), url, hint, status, tone)


def paper_figures(lines) -> PaperFigures:
    compulsory = [line for line in lines if line.is_compulsory]
    return PaperFigures(
        compulsory=len(compulsory),
        present=sum(not line.is_missing for line in compulsory),
        to_mend=sum(line.is_marked_to_mend for line in lines),
    )
