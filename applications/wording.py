"""Putting several things into one sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

MOST_NAMED = 8


def listed(items, most: int = MOST_NAMED) -> str:
    """`A, B, C and 4 more`, in the reader's way: at most `most` are named."""
    items = [str(item) for item in items]
    named = pgettext("between the items of a list", ", ").join(items[:most])
    if len(items) <= most:
        return named
    return _("%(named)s and %(count)d more") % {"named": named, "count": len(items) - most}


def why_compulsory(application) -> str:
    """Why papers are asked for, by the kind of applicant; empty where it is not chosen yet."""
    reasons = {
        "maker": _("Compulsory for makers of goods"),
        "seller": _("Compulsory for sellers of goods"),
        "service_provider": _("Compulsory for service providers"),
    }
    return reasons.get(application.kind, "")
