"""The manager's overview: how many cases stand at which step and how long, what is late, what was granted."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.urls import reverse

from accounts.permissions import is_manager, is_member
from applications.models import Application
from audits.models import Audit, Nonconformity
from certificates.models import Certificate, Decision, Seal, Surveillance
from certificates.queries.upkeep import LIVING
from scoring.rules import Level
from workflow import clock, registry
from workflow.models import Event, Notice

SOON_DAYS = 90
LISTS = {Application: "applications", Audit: "audits", Decision: "decisions"}
UNLISTED = {Application.State.DRAFT}  # staff see an application once it is submitted


@dataclass(frozen=True)
class Stage:
    """How many cases stand in one state, and the list that shows them."""

    machine: str
    state: str
    label: str
    tone: str
    count: int
    url: str


@dataclass(frozen=True)
class Overview:
    stages: list[Stage]
    valid: int
    levels: list[tuple[str, int]]
    due_soon: int
    overdue: int
    late_corrections: int
    unsealed: int
    unsent: int
    latest: list[Event]


def overview_for(user) -> Overview:
    """Raises PermissionDenied for anybody but managers and members of the committee."""
    if not (is_manager(user) or is_member(user)):
        raise PermissionDenied
    today = clock.today()
    living = Certificate.objects.filter(state__in=LIVING, expires_on__gte=today)
    due = Surveillance.objects.filter(state=Surveillance.State.DUE, certificate__state__in=LIVING)
    by_level = dict(living.order_by().values_list("level").annotate(Count("pk")))
    return Overview(
        stages=[stage for model in (Application, Audit, Decision) for stage in _stages(model)],
        valid=living.filter(state=Certificate.State.VALID).count(),
        levels=[(level.value, by_level.get(level.value, 0)) for level in Level if level is not Level.NOT_PASSED],
        due_soon=due.filter(due_on__range=(today, today + timedelta(days=SOON_DAYS))).count(),
        overdue=due.filter(due_on__lt=today).count(),
        late_corrections=Nonconformity.objects.filter(
            state__in=(Nonconformity.State.OPEN, Nonconformity.State.ANSWERED), deadline__lt=today
        ).count(),
        unsealed=Seal.objects.filter(stored=None).count(),
        unsent=Notice.objects.filter(channel=Notice.Channel.EMAIL, sent_at=None).count(),
        latest=_latest(),
    )


def _stages(model):
    machine = registry.machine_of(model)
    counted = dict(model.objects.order_by().values_list("state").annotate(Count("pk")))
    return [
        Stage(
            str(machine.title),
            state.name,
            str(state.label),
            state.tone,
            counted.get(state.name, 0),
            f"{reverse(LISTS[model])}?state={state.name}" if state.name not in UNLISTED else "",
        )
        for state in machine.states
        if not state.final
    ]


def _latest():
    """The newest changes of state, votes left out: the committee's positions are not for this page."""
    events = Event.objects.select_related("case_type", "actor").order_by("-at", "-pk")[:60]
    return [event for event in events if event.changed_state][:12]
