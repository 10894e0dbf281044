"""How a case moves: `perform` is the only writer of a `state`."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from workflow.journal import append
from workflow.machine import NotAllowed, NoteMissing, Obstructed, StepRefused, WrongState
from workflow.notices import announce
from workflow.registry import machine_of


def perform(case, step, *, by, note="", **facts):
    """Carry out one step of the case's lifecycle and return the Event.

    Everything is read again under a row lock: the state, who the actor is now, and every obstacle. `by` is a person or
    None for the system. `case` is refreshed on success and untouched on refusal.
    Raises UnknownStep, or StepRefused (WrongState, NotAllowed, NoteMissing, Obstructed) with sentences; then nothing
    happened.
    """
    transition = machine_of(case).step(step)
    note = note.replace("\x00", "").strip()
    with transaction.atomic():
        locked = type(case)._base_manager.select_for_update().get(pk=case.pk)
        actor = by and get_user_model().objects.get(pk=by.pk)
        refusal = why_not(locked, transition, actor, note)
        if refusal:
            raise refusal
        before, locked.state = locked.state, transition.target
        locked.save(update_fields=["state"], performing=True)
        if transition.then:
            facts |= transition.then(locked, by=actor, note=note, facts=facts) or {}
        event = append(locked, step, before=before, after=locked.state, by=actor, note=note, facts=facts)
        announce(event, locked, (person for audience in transition.notify for person in audience(locked)))
    case.refresh_from_db()
    case._stored_state = case.state
    return event


def locked(case, *, by, may, in_states=()):
    """The door of every write that is not a step: (the case under a row lock, the person as they are now).

    `may` is a predicate (person, case); any state will do where `in_states` is empty. Call it inside the transaction
    that writes. Raises NotAllowed or WrongState.
    """
    row = type(case)._base_manager.select_for_update().get(pk=case.pk)
    actor = get_user_model().objects.get(pk=by.pk)
    if not may(actor, row):
        raise NotAllowed(_("You may not do this in %(case)s.") % {"case": row})
    if in_states and row.state not in in_states:
        raise WrongState(
            _(
                "This cannot be changed any more: %(case)s is now “%(state)s”. "
                "Someone may have acted before you; reload the page."
            )
            % {"case": row, "state": row.state_label_for(actor)}
        )
    return row, actor


def why_not(case, transition, actor, note) -> StepRefused | None:
    """The reason the step cannot happen now, as the exception to raise, or None."""
    if case.state not in transition.sources:
        return WrongState(
            _(
                "“%(step)s” is not possible: %(case)s is now “%(state)s”. Someone may have acted before you; reload the page."
            )
            % {"step": transition.label, "case": case, "state": case.state_label_for(actor)}
        )
    if not transition.by(actor, case):
        return NotAllowed(_("You may not do “%(step)s” in this case.") % {"step": transition.label})
    if transition.note and not note:
        return NoteMissing(transition.note)
    obstacles = transition.obstacles(case, actor)
    return Obstructed(*obstacles) if obstacles else None


def available_steps(case, actor) -> list[tuple]:
    """(transition, sentences in the way) for every step the actor may take from the present state."""
    return [(t, t.obstacles(case, actor)) for t in case.machine.steps_from(case.state) if t.by(actor, case)]
