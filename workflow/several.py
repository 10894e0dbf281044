"""One step for several cases: what would come of it in each, and what came of it. Each case goes through `perform` alone."""

from dataclasses import dataclass

from workflow.engine import perform, why_not
from workflow.machine import StepRefused, Transition
from workflow.models import Case

MOST = 100
ANY_NOTE = "…"  # stands for the reason while it is still to be asked for


@dataclass(frozen=True)
class Outlook:
    """One case and the sentences that stand (or stood) in the way of the step; none where it goes (or went)."""

    case: Case
    sentences: tuple[str, ...] = ()

    @property
    def goes(self):
        return not self.sentences


@dataclass(frozen=True)
class Choice:
    """A step that the person may take in some of the cases, and in how many it would go now (0 where it is taken alone)."""

    transition: Transition
    number: int


def ticked(model, references, user):
    """The cases behind the references, as far as the person may see them, each with the organisation it is shown with."""
    seen = model.objects.visible_to(user).filter(reference__in=references).order_by("reference")
    has_one = any(each.name == "organisation" for each in model._meta.fields)
    return list(seen.select_related("organisation") if has_one else seen)


def choices(machine, cases, actor) -> list[Choice]:
    """The steps that are open to the person in at least one of the cases."""
    found = []
    for transition in machine.transitions:
        mine = [case for case in cases if case.state in transition.sources and transition.by(actor, case)]
        if mine:
            together = [] if transition.alone else mine
            found.append(Choice(transition, sum(not transition.obstacles(case, actor) for case in together)))
    return found


def outlook(cases, transition, actor) -> list[Outlook]:
    """What pressing the button would do in each case, by the very questions that `perform` asks."""
    refusals = [(case, why_not(case, transition, actor, ANY_NOTE)) for case in cases]
    return [Outlook(case, tuple(refusal.sentences) if refusal else ()) for case, refusal in refusals]


def perform_each(cases, step, *, by, note) -> list[Outlook]:
    """Take the step in every case, each in a transaction of its own; a refusal in one holds up no other."""
    return [_performed(case, step, by, note) for case in cases]


def _performed(case, step, by, note):
    try:
        perform(case, step, by=by, note=note)
    except StepRefused as refusal:
        return Outlook(case, tuple(refusal.sentences))
    return Outlook(case)
