"""The whole way from the application to the certificate: how many cases stand at each step, and how long already."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from applications.models import Application
from audits.models import Audit
from certificates.models import Decision
from certify.overview.standing import Standing
from workflow import clock, registry

LISTS = {Application: "applications", Audit: "audits", Decision: "decisions"}
# Where the list shows others besides: drafts are the applicants', and cases that have gone on keep these two states.
UNLISTED = {(Application, "draft"), (Application, "evaluated"), (Audit, "reported")}
UNNAMED = {(Application, "draft")}  # staff see an application once it is submitted


@dataclass(frozen=True)
class Ages:
    """Cases by their time in the step: within our aim, up to twice the aim, beyond; `without` where there is no aim."""

    within: int = 0
    twice: int = 0
    beyond: int = 0
    without: int = 0


@dataclass(frozen=True)
class Oldest:
    days: int
    reference: str = ""
    url: str = ""


@dataclass(frozen=True)
class Stage:
    """One step: what stands there, the list that shows it, and the case that has stood longest."""

    machine: str
    state: str
    label: str
    tone: str
    aim: int | None
    count: int
    ages: Ages
    oldest: Oldest | None
    url: str


def stages(cases: Standing) -> list[Stage]:
    """Every step that a case can stand at, in order, empty ones included."""
    found = [
        _stage(model, state, cases.at(model, state.name))
        for model in LISTS
        for state in registry.machine_of(model).states
        if not state.final
    ]
    return [*found, _sealing(cases.unsealed)]


def _stage(model, state, cases):
    key = (model, state.name)
    days = [days_since(case.since) for case in cases]
    return Stage(
        machine=str(registry.machine_of(model).title),
        state=state.name,
        label=str(state.label),
        tone=state.tone,
        aim=state.days,
        count=len(cases),
        ages=ages(days, state.days),
        oldest=_oldest(cases, days, is_named=key not in UNNAMED),
        url="" if key in UNLISTED else f"{reverse(LISTS[model])}?state={state.name}",
    )


def _sealing(certificates):
    days = [days_since(certificate.created_at) for certificate in certificates]
    return Stage(
        machine=_("Certificate"),
        state="sealing",
        label=_("Being sealed"),
        tone="active",
        aim=None,
        count=len(certificates),
        ages=ages(days, None),
        oldest=_oldest(certificates, days, is_named=True),
        url="",
    )


def days_since(moment) -> int:
    """Whole civil days in China since the moment."""
    return (clock.today() - clock.day_of(moment)).days


def ages(days: list[int], aim: int | None) -> Ages:
    """The day on which the aim ends is still within it."""
    if aim is None:
        return Ages(without=len(days))
    return Ages(
        within=sum(each <= aim for each in days),
        twice=sum(aim < each <= 2 * aim for each in days),
        beyond=sum(each > 2 * aim for each in days),
    )


def _oldest(cases, days, *, is_named):
    if not cases:
        return None
    most, case = max(zip(days, cases, strict=True), key=lambda pair: (pair[0], -pair[1].pk))
    return Oldest(most, case.reference, case.get_absolute_url()) if is_named else Oldest(most)
