"""Whose move a case is: who has to act before it goes on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mover(models.TextChoices):
    CLIENT = "client", _("The client")
    MARKET = "market", _("Market department")
    AUDIT = "audit", _("Audit department")
    TEAM = "team", _("Audit team")
    COMMITTEE = "committee", _("Committee")
    MANAGEMENT = "management", _("Management")

    def label_for(self, person):
        """What the mover is called to this person: a client has the move itself, or the body has it."""
        if person is None or person.roles:
            return self.label
        return _("You") if self is Mover.CLIENT else _("Certification body")
