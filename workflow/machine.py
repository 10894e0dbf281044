"""What a lifecycle is: states, transitions, deeds and the refusals of a step. Nothing here knows Django or a database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

TONES = ("neutral", "active", "waiting", "good", "warning", "danger")


@dataclass(frozen=True)
class State:
    """One state: its name in code, what staff call it, what the applicant is told, and its tone of colour.

    `days` is our own aim: within how many calendar days a case should leave the state. None where there is no such aim,
    or where the case itself carries the date that counts.
    """

    name: str
    label: str
    for_client: str
    tone: str = "neutral"
    final: bool = False
    days: int | None = None

    def __post_init__(self):
        if self.tone not in TONES:
            raise ValueError(f"{self.name}: no tone {self.tone!r}")
        if self.days is not None and (self.final or self.days < 1):
            raise ValueError(f"{self.name}: an aim is a day or more, and a final state has none")


@dataclass(frozen=True)
class Transition:
    """One step of a lifecycle; nothing about it is written anywhere else.

    `by(actor, case)` says who may; each of `unless(case, actor)` returns a sentence that stands in the way, or nothing;
    `note` asks for a reason (its text is the question); `notify` are audiences `(case) -> people`; `then(case, by=, note=,
    facts=)` is the rare effect that belongs to the step and may return more facts for the journal. `internal` steps do not
    show in the client's timeline. `alone` is the sentence that says why the step is taken case by case and never for several
    at once: it has a form of its own, or every case deserves its own look.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    label: str
    done: str
    by: Callable[[Any, Any], bool]
    unless: tuple[Callable[[Any, Any], str | None], ...] = ()
    note: str | None = None
    notify: tuple[Callable[[Any], Iterable], ...] = ()
    then: Callable[..., dict | None] | None = None
    tone: str = "primary"
    internal: bool = False
    alone: str | None = None

    def obstacles(self, case, actor) -> list[str]:
        """Every sentence that stands in the way, in the order written."""
        return [str(sentence) for check in self.unless if (sentence := check(case, actor))]


@dataclass(frozen=True)
class Deed:
    """Something journalled that changes no state; `internal` ones do not show in the client's timeline.

    `detail(facts)` puts the facts of a row into words for the staff.
    """

    done: str
    internal: bool = False
    detail: Callable[[dict], str] | None = None


@dataclass(frozen=True)
class Machine:
    """The lifecycle of one kind of case. Raises ValueError where the table contradicts itself."""

    name: str
    title: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    deeds: dict[str, Deed] = field(default_factory=dict)

    def __post_init__(self):
        known = {state.name for state in self.states}
        if len(known) != len(self.states):
            raise ValueError(f"{self.name}: a state is named twice")
        names = [transition.name for transition in self.transitions] + list(self.deeds)
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: a step or deed is named twice")
        for transition in self.transitions:
            unknown = {*transition.sources, transition.target} - known
            if unknown:
                raise ValueError(f"{self.name}.{transition.name}: unknown state {sorted(unknown)}")
            ended = [s.name for s in self.states if s.final and s.name in transition.sources]
            if ended:
                raise ValueError(f"{self.name}.{transition.name}: leaves the final state {ended}")

    @property
    def initial(self) -> str:
        return self.states[0].name

    def state(self, name: str) -> State:
        return next(state for state in self.states if state.name == name)

    def step(self, name: str) -> Transition:
        """The transition of that name. Raises UnknownStep."""
        for transition in self.transitions:
            if transition.name == name:
                return transition
        raise UnknownStep(f"{self.name} has no step {name!r}")

    def steps_from(self, state: str) -> list[Transition]:
        return [transition for transition in self.transitions if state in transition.sources]


class UnknownStep(LookupError):
    """No step of that name."""


class StepRefused(Exception):
    """A step that did not happen. `sentences` say why, for the person who pressed the button."""

    def __init__(self, *sentences):
        self.sentences = [str(sentence) for sentence in sentences]
        super().__init__(" ".join(self.sentences))


class WrongState(StepRefused):
    """The case is not (or no longer) in a state the step starts from."""


class NotAllowed(StepRefused):
    """The actor does not stand in the relation to the case that the step asks for."""


class NoteMissing(StepRefused):
    """The step asks for a reason and none was given."""


class Obstructed(StepRefused):
    """Something else must be done first."""
