"""Saving one page of questions without writing over what a colleague saved meanwhile."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from applications.actions.drafting import EDITABLE
from applications.models import TopicSave
from applications.permissions import is_applicant
from workflow import clock
from workflow.engine import locked
from workflow.machine import WrongState


@dataclass(frozen=True)
class Opened:
    """The page as it was opened: the revision it shows, and a random word of its own."""

    revision: int
    window: str


class Overtaken(WrongState):
    """The topic was saved from another page after this one was opened. Nothing of this page was written."""

    def __init__(self, last, actor):
        self.last = last
        self.is_own = last.by_id == actor.pk
        super().__init__(
            _("You changed this page in another window after opening it here. What you typed here is not saved yet.")
            if self.is_own
            else _("%(name)s changed this page after you opened it. What you typed here is not saved yet.")
            % {"name": last.by}
        )


@transaction.atomic
def save_topic(application, topic, write, *, by, opened=None):
    """Call `write`, which saves the answers of that topic and says whether any changed; returns the revision then.

    `opened` is the page that was filled in; None writes whatever was saved meanwhile. Raises Overtaken, and what `write` raises.
    """
    row, actor = locked(application, by=by, may=is_applicant, in_states=EDITABLE)
    last = TopicSave.objects.select_related("by").filter(application=row, topic=topic).first()
    last = last or TopicSave(application=row, topic=topic)
    if opened and last.revision != opened.revision and last.window != opened.window:
        raise Overtaken(last, actor)
    if write():
        last.revision += 1
        last.by, last.at, last.window = actor, clock.now(), opened.window if opened else ""
        last.save()
    return last.revision


def revision_of(application, topic) -> int:
    """How often the topic was changed so far."""
    return (
        TopicSave.objects.filter(application=application, topic=topic).values_list("revision", flat=True).first() or 0
    )
