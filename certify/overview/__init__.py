"""The manager's overview: where cases stand and how long, what is late, what was granted, where points are lost, what is due.

Figures only from the record of the floors below; nobody's vote is read here. Every figure is worked out when it is asked
for, with a number of queries that does not grow with the rows.
"""

from functools import cached_property

from django.core.exceptions import PermissionDenied

from accounts.permissions import is_manager, is_member
from certify.overview import grants, lateness, losses, pipeline, standing, upkeep
from workflow.models import Event, Notice

CHOICES = ("period", "edition", "order")  # of the points lost by clause, as they stand in the address


class Overview:
    """Raises PermissionDenied for anybody but managers and members of the committee. What an address chooses may be anything;
    the unknown is left aside."""

    def __init__(self, user, choices=None):
        if not (is_manager(user) or is_member(user)):
            raise PermissionDenied
        self._choices = {name: (choices or {}).get(name, "") for name in CHOICES}

    @cached_property
    def _standing(self):
        return standing.standing()

    @cached_property
    def _surveillance_days(self):
        return upkeep.surveillance_days()

    @cached_property
    def stages(self):
        return pipeline.stages(self._standing)

    @cached_property
    def late(self):
        return lateness.late_cases(self._standing)

    @cached_property
    def granted(self):
        return grants.granted_by_month()

    @cached_property
    def losses(self):
        return losses.losses(**self._choices)

    @cached_property
    def due(self):
        return upkeep.due_by_month(self._surveillance_days)

    @cached_property
    def due_soon(self):
        return upkeep.due_soon(self._surveillance_days)

    @cached_property
    def in_force(self):
        return upkeep.in_force()

    @cached_property
    def unsealed(self):
        return len(self._standing.unsealed)

    @cached_property
    def unsent(self):
        return Notice.objects.filter(channel=Notice.Channel.EMAIL, sent_at=None).count()

    @cached_property
    def latest(self):
        """The newest changes of state, votes left out: the committee's positions are not for this page."""
        return list(Event.objects.moves().select_related("case_type", "actor").order_by("-at", "-pk")[:12])

    def late_by(self, *measures) -> int:
        return sum(each.measure in measures for each in self.late)
