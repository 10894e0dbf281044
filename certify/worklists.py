"""Worklists: what waits for the person who looks, since when, due when, and the place of work. Read downwards only, from the
queries that the floors offer; nothing is pushed up here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from applications.queries import applications_with_messages_to_answer
from applications.queries import worklists as applications
from audits.queries import worklists as audits
from certificates import queries as certificates
from workflow import clock
from workflow.lists.filters import SOON_DAYS
from workflow.models import Due


@dataclass(frozen=True)
class Item:
    """One line of a worklist. `due` is a deadline or, where `is_aim`, the day by our own aim; `url` leads to the place of
    work, `case_url` to the case."""

    organisation: str
    reference: str
    url: str
    case_url: str
    state: str
    tone: str
    since: datetime | None = None
    due: date | None = None
    is_aim: bool = False

    @property
    def is_late(self):
        return bool(self.due) and self.due < clock.today()

    @property
    def is_soon(self):
        """Late already, or due within the next days."""
        return bool(self.due) and self.due <= clock.today() + timedelta(days=SOON_DAYS)

    @property
    def urgency(self):
        """Sorts the most urgent first: by the day it is due, then by how long it has waited."""
        return (self.due or date.max, self.since or clock.now())


@dataclass(frozen=True)
class Worklist:
    """A heading, what one can do, and the items, the most urgent first."""

    key: str
    title: str
    action: str
    items: list[Item]


@dataclass(frozen=True)
class Source:
    """Where a worklist comes from: whose it is, its words, the query, and the day it is due where that
    is not the case's own."""

    key: str
    roles: frozenset
    title: str
    action: str
    cases: Callable[[object], Collection]
    due: Callable[[object], Due | None] = lambda case: case.due
    place: Callable[[object], str] = lambda case: case.get_absolute_url()


def _item(case, source, reader) -> Item:
    due = source.due(case)
    return Item(
        organisation=str(case.organisation),
        reference=case.reference,
        url=source.place(case),
        case_url=case.get_absolute_url(),
        state=str(case.state_label_for(reader)),
        tone=case.state_tone,
        since=getattr(case, "since", None),
        due=due.day if due else None,
        is_aim=bool(due) and due.is_aim,
    )


def _aim(application):
    """Our aim for opening the audit: the application counts it for the last time."""
    return Due(application.target_on, is_aim=True)


def _first_day(audit):
    """The first day of the visit is the deadline of what comes before it; until it is fixed, our own aim."""
    if audit.opened_at:
        return None
    return Due(audit.starts_on, is_aim=False) if audit.starts_on else audit.due


OFFICER = frozenset({Role.OFFICER})
AUDIT_MANAGER = frozenset({Role.AUDIT_MANAGER})
AUDITOR = frozenset({Role.AUDITOR})
EVALUATOR = AUDIT_MANAGER | AUDITOR
MEMBER = frozenset({Role.MEMBER})
MANAGER = frozenset({Role.MANAGER})
APPLICATION_WORK = (
    Source(
        "messages",
        OFFICER | AUDIT_MANAGER,
        _("Messages to answer"),
        _("Read and answer"),
        applications_with_messages_to_answer,
        lambda application: None,  # `since` is when the client wrote, which the aims of the states do not count from
        place=lambda application: reverse("application_messages", args=[application.reference]),
    ),
    Source("review", OFFICER, _("Applications to review"), _("Review"), applications.applications_to_review),
    Source(
        "evaluate",
        EVALUATOR,
        _("Document evaluations to start"),
        _("Start the evaluation"),
        applications.evaluations_to_start,
    ),
    Source(
        "evaluating", EVALUATOR, _("Document evaluations in hand"), _("Continue"), applications.evaluations_to_finish
    ),
)
AUDIT_WORK = (
    Source(
        "plan",
        AUDIT_MANAGER,
        _("Audits to open"),
        _("Open the audit file"),
        audits.applications_to_plan,
        _aim,
        place=lambda application: reverse("open_audit", args=[application.reference]),
    ),
    Source("prepare", AUDIT_MANAGER, _("Audit plans to prepare"), _("Plan"), audits.audits_to_prepare, _first_day),
    Source("overdue", AUDIT_MANAGER, _("Overdue corrective action"), _("Look"), audits.nonconformities_overdue),
    Source(
        "declare",
        AUDITOR,
        _("Declarations of interest to make"),
        _("Declare"),
        audits.declarations_to_make,
        _first_day,
        place=lambda audit: reverse("declaration", args=[audit.reference]),
    ),
    Source(
        "score",
        AUDITOR,
        _("Audits on site"),
        _("Record findings"),
        audits.audits_to_score,
        _first_day,
        place=lambda audit: reverse("scoring", args=[audit.reference]),
    ),
    Source("visits", AUDITOR, _("My audits"), _("Open the audit"), audits.visits_of, _first_day),
    Source("verify", AUDITOR, _("Corrective action to verify"), _("Verify"), audits.nonconformities_to_verify),
)
COMMITTEE_WORK = (
    Source(
        "take_up",
        MEMBER | MANAGER,
        _("Reports to put before the committee"),
        _("Take up"),
        certificates.audits_to_take_up,
        place=lambda audit: reverse("decisions") + "#take-up",
    ),
    Source(
        "vote", MEMBER, _("Decisions that wait for my vote"), _("Read and vote"), certificates.decisions_awaiting_vote
    ),
    Source("grant", MANAGER, _("Decisions with a quorum"), _("Decide"), certificates.decisions_to_grant),
    Source("surveillance", AUDIT_MANAGER, _("Surveillance due soon"), _("Look"), certificates.surveillances_coming),
)
SOURCES = (*APPLICATION_WORK, *AUDIT_WORK, *COMMITTEE_WORK)


def worklists_of(user) -> list[Worklist]:
    """The person's worklists, empty ones included, in the order of the process."""
    return [_worklist(source, user) for source in _sources_of(user)]


def number_waiting_for(user) -> int:
    """How many cases wait for the person; counted, since every page with the navigation asks."""
    return sum(_number(source.cases(user)) for source in _sources_of(user))


def _number(cases):
    return cases.count() if isinstance(cases, QuerySet) else len(cases)


def _sources_of(user):
    return [source for source in SOURCES if source.roles & user.roles]


def _worklist(source, user):
    items = [_item(case, source, user) for case in source.cases(user)]
    return Worklist(source.key, str(source.title), str(source.action), sorted(items, key=lambda item: item.urgency))
