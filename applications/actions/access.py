"""The door of every write that is not a step: the row is locked, the person is asked for again, the state is checked."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from applications.models import Application
from workflow.machine import NotAllowed, WrongState


def locked(application, *, by, may, in_states):
    """(the application under a row lock, the person as they are now). Raises NotAllowed or WrongState.

    Call it inside the transaction that writes.
    """
    row = (
        Application.objects.select_for_update(of=("self",))
        .select_related("organisation", "edition")
        .get(pk=application.pk)
    )
    actor = get_user_model().objects.get(pk=by.pk)
    if not may(actor, row):
        raise NotAllowed(_("You may not do this in application %(case)s.") % {"case": row})
    if row.state not in in_states:
        words = row.state_words
        raise WrongState(
            _("This cannot be changed any more: %(case)s is now “%(state)s”. Reload the page.")
            % {"case": row, "state": words.label if actor.roles else words.for_client}
        )
    return row, actor
