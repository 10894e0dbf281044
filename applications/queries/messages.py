"""Reads of the messages of a case: the thread, what is unread, what waits for an answer."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from accounts.roles import Role
from applications.models import Application, Message, Reading, Settlement
from applications.permissions import is_applicant
from applications.queries.audiences import MARKET_STATES

FROM_CLIENT = Q(role="")


def thread_of(application, reader):
    """The messages of a case in a list, newest last, each with `read_at` (when somebody of the other side first read it),
    `is_own` (of the reader's side) and `is_new` (of the other side, not read by the reader). Three queries."""
    for_client = is_applicant(reader, application)
    readings = Reading.objects.filter(message=OuterRef("pk"))
    messages = list(
        Message.objects.filter(application=application)
        .annotate(
            read_at=Subquery(readings.order_by("at").values("at")[:1]),
            was_read=Exists(readings.filter(person=reader.pk)),
        )
        .select_related("attachment")
        .order_by("pk")
    )
    for message in messages:
        message.is_own = message.is_from_client == for_client
        message.is_new = not message.is_own and not message.was_read
    return messages


@dataclass(frozen=True)
class Thread:
    """The messages of a case at a glance."""

    count: int
    unread: int
    newest: Message | None
    awaits_answer: bool


def thread_at_a_glance(application, reader) -> Thread:
    """Four queries, three where nobody has written."""
    messages = thread_of(application, reader)
    return Thread(
        count=len(messages),
        unread=sum(message.is_new for message in messages),
        newest=messages[-1] if messages else None,
        awaits_answer=bool(messages) and awaiting_answer().filter(application=application).exists(),
    )


def unread_by_application(reader) -> dict[int, int]:
    """How many messages of the body a client's person has not read, by application; one query."""
    read = Reading.objects.filter(message=OuterRef("pk"), person=reader.pk)
    unread = Message.objects.exclude(FROM_CLIENT).exclude(Exists(read))
    mine = unread.filter(application__organisation__in=reader.organisations)
    return dict(mine.order_by().values_list("application").annotate(Count("pk")))


def awaiting_answer():
    """Messages of clients that nobody has answered since, and of which nobody said that they need no answer."""
    answered = Message.objects.exclude(FROM_CLIENT).filter(application=OuterRef("application"), pk__gt=OuterRef("pk"))
    settled = Settlement.objects.filter(message__application=OuterRef("application"), message__gte=OuterRef("pk"))
    return Message.objects.filter(FROM_CLIENT).exclude(Exists(answered)).exclude(Exists(settled))


def applications_with_messages_to_answer(user):
    """For the department in charge of each case: applications whose client waits for an answer, the longest waiting first;
    `since` is when the first unanswered message came. Managers, who may answer everywhere, are not counted upon."""
    waiting = awaiting_answer().filter(application=OuterRef("pk")).order_by("pk")
    mine = Q(pk__in=[])
    if Role.OFFICER in user.roles:
        mine |= Q(state__in=MARKET_STATES)
    if Role.AUDIT_MANAGER in user.roles:
        mine |= ~Q(state__in=MARKET_STATES)
    return (
        Application.objects.filter(mine)
        .exclude(organisation__in=user.organisations_of_interest)
        .annotate(since=Subquery(waiting.values("sent_at")[:1]))
        .exclude(since=None)
        .select_related("organisation")
        .order_by("since", "pk")
    )
