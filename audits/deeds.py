"""What a deed on an audit was about, in words for the staff's journal: never what was found, for not all who see the audit
see its findings."""

from django.utils.translation import gettext as _

from applications.deeds import clause
from audits.models import Audit, Nonconformity, TeamMember


def kind(facts):
    return Audit.Kind(facts["kind"]).label


def member(facts):
    """Who, and for what."""
    return f"{facts['person']} · {TeamMember.Duty(facts['duty']).label}"


def objection(facts):
    """Against whom; nothing where it is against the plan as such."""
    return facts["member"]


def nonconformity(facts):
    """Its kind, and its clause where it stands on one."""
    words = [Nonconformity.Kind(facts["kind"]).label]
    return " · ".join(map(str, words + ([clause(facts)] if facts["clause"] else [])))


def sheet(facts):
    """The number of the frozen sheet; nothing for what the findings gave at the time."""
    return _("Score sheet No. %(number)s") % {"number": facts["sheet"]} if facts["sheet"] else ""
