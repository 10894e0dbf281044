"""The journal's words for what happens to an edition."""

from django.utils.translation import gettext_lazy as _

from scoring.models import Edition
from workflow.machine import Deed
from workflow.registry import register_deeds

register_deeds(
    Edition,
    {
        "load_edition": Deed(_("loaded the edition of the standard"), internal=True),
        "approve_edition": Deed(_("approved the edition of the standard"), internal=True),
    },
)
