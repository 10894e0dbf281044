"""What an application asks, topic by topic: one page each, answered in any order."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from applications.models import Application


@dataclass(frozen=True)
class Topic:
    """One page of questions. `fields` are columns of Application; `optional` ones may stay empty when submitting."""

    slug: str
    title: str
    hint: str
    fields: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(name for name in self.fields if name not in self.optional)


TOPICS = (
    Topic(
        "contact",
        _("Contact and wishes"),
        _("Whom we may ask, and when a visit would suit you"),
        ("contact_name", "contact_phone", "contact_email", "wishes"),
        optional=("wishes",),
    ),
    Topic(
        "business",
        _("Business and service"),
        _("What you make, sell or do, and who gives the service"),
        ("kind", "industry", "activities", "way_of_selling", "service_mode", "system_since"),
    ),
    Topic(
        "scope",
        _("Scope and level"),
        _("What the certificate shall cover, and the level you aim at"),
        ("scope", "scope_en", "level_aimed"),
        optional=("scope_en",),
    ),
    Topic(
        "size",
        _("Staff"),
        _("How many people you employ, and how many of them give or manage service"),
        ("headcount", "service_staff", "service_management_staff"),
    ),
    Topic("sites", _("Sites and outlets"), _("Where the service is given")),
    Topic(
        "managers", _("Certified service managers"), _("Names and certificates of your after-sales service managers")
    ),
    Topic(
        "exclusions",
        _("Clauses that do not apply"),
        _("Parts of the standard that your business has no use for, and why"),
    ),
)
BY_SLUG = {topic.slug: topic for topic in TOPICS}
IN_A_LIST = {
    "service_staff": _("number of service staff"),
    "service_management_staff": _("number of service-management staff"),
}
ANSWER_FIELDS = frozenset(name for topic in TOPICS for name in topic.fields)


def label_of(field: str) -> str:
    """What a column is called in a list of what is missing, where nothing stands before it."""
    return IN_A_LIST.get(field) or Application._meta.get_field(field).verbose_name
