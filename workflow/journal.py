"""Appending to the journal, and the request that an entry came with."""

from contextvars import ContextVar

from django.contrib.contenttypes.models import ContentType
from django.utils import translation
from django.utils.translation import gettext as _

from workflow import clock, registry
from workflow.models import Event

request_id: ContextVar[str] = ContextVar("request_id", default="")


def actor_words(actor) -> tuple[str, str]:
    """Name and role of the actor as they are now, in Chinese (records are kept in Chinese)."""
    with translation.override("zh-hans"):
        if actor is None:
            return _("System"), ""
        return str(actor), "、".join(actor.role_names) or _("Applicant")


def record(case, name, *, by, note="", **facts) -> Event:
    """Append a deed that changes no state. `name` must be registered with its words; `facts` must be plain data."""
    registry.deed_of(case.__class__, name)  # not type(): request.user is a lazy stand-in
    state = getattr(case, "state", "")
    return append(case, name, before=state, after=state, by=by, note=note, facts=facts)


def append(case, name, *, before, after, by, note, facts) -> Event:
    """Write one row of the journal."""
    actor_name, actor_role = actor_words(by)
    return Event.objects.create(
        case_type=ContentType.objects.get_for_model(case),
        case_id=case.pk,
        reference=str(getattr(case, "reference", case))[:254],
        name=name,
        state_before=before,
        state_after=after,
        actor=by,
        actor_name=actor_name,
        actor_role=actor_role,
        note=note,
        facts=facts,
        request_id=request_id.get(),
        at=clock.now(),
    )
