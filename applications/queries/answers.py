"""What has been answered and what a submission still needs."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from applications.models import Application
from applications.topics import TOPICS, Topic, label_of
from scoring.rules import required_managers


@dataclass(frozen=True)
class Missing:
    """One answer that a submission needs; `label` is what the page calls it."""

    topic: str
    field: str
    label: str


@dataclass(frozen=True)
class TopicState:
    """A topic of the task list: begun where anything is answered, complete where nothing is missing."""

    topic: Topic
    missing: tuple[Missing, ...]
    is_begun: bool

    @property
    def is_complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class ManagerFigures:
    """Certified managers listed and required (clause 5.1.2.2): `required` is None while the management staff is unknown."""

    listed: int
    required: int | None

    @property
    def are_too_few(self) -> bool:
        return self.required is not None and self.listed < self.required


def missing_answers(application: Application) -> list[Missing]:
    """Every answer that the submission still needs, in the order of the pages."""
    return [missing for state in topic_states(application) for missing in state.missing]


def topic_states(application: Application) -> list[TopicState]:
    """The task list's state, topic by topic."""
    return [_topic_state(application, topic) for topic in TOPICS]


def _topic_state(application, topic):
    missing = [
        Missing(topic.slug, name, str(label_of(name)))
        for name in topic.required
        if getattr(application, name) in ("", None)
    ]
    begun = any(getattr(application, name) not in ("", None) for name in topic.fields)
    if topic.slug == "sites":
        begun, missing = _sites(application)
    elif topic.slug == "managers":
        begun, missing = _managers(application)
    elif topic.slug == "exclusions":
        begun = application.has_no_exclusions or application.exclusion_claims.exists()
        missing = [] if begun else [Missing("exclusions", "exclusions", _("whether all clauses apply"))]
    return TopicState(topic, tuple(missing), begun)


def _sites(application):
    sites = list(application.sites.all())
    missing = [_("address of %(name)s") % {"name": site.name} for site in sites if not site.address]
    if not sites:
        missing = [_("at least one site")]
    return bool(sites), [Missing("sites", "sites", label) for label in missing]


def _managers(application):
    """Too few managers do not stop a submission: the audit takes them as a share (clause 5.1.2.2)."""
    managers = list(application.service_managers.all())
    missing = [_("certificate number of %(name)s") % {"name": m.name} for m in managers if not m.certificate_number]
    missing += [_("expiry of the certificate of %(name)s") % {"name": m.name} for m in managers if not m.expires_on]
    return bool(managers), [Missing("managers", "managers", label) for label in missing]


def manager_figures(application: Application) -> ManagerFigures:
    """How many certified managers are listed and how many the standard asks for."""
    staff = application.service_management_staff
    return ManagerFigures(
        listed=application.service_managers.count(),
        required=None if staff is None else required_managers(staff),
    )
