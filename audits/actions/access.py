"""The door of every write that is not a step: the row is locked, the person is asked for again, the state is checked."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from workflow.machine import NotAllowed, WrongState


def locked(case, *, by, may, in_states=()):
    """(the case under a row lock, the person as they are now). Raises NotAllowed or WrongState.

    `may` is a predicate (person, case); any state will do where `in_states` is empty. Call it inside the transaction
    that writes.
    """
    row = type(case)._base_manager.select_for_update().get(pk=case.pk)
    actor = get_user_model().objects.get(pk=by.pk)
    if not may(actor, row):
        raise NotAllowed(_("You may not do this in %(case)s.") % {"case": row})
    if in_states and row.state not in in_states:
        words = row.state_words
        raise WrongState(
            _(
                "This cannot be changed any more: %(case)s is now “%(state)s”. "
                "Someone may have acted before you; reload the page."
            )
            % {"case": row, "state": words.label if actor.roles else words.for_client}
        )
    return row, actor
