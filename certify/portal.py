"""The client's home: for each case where it is, whose move it is, what to do next and by when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Application, Question
from applications.moves import move_of_applicant
from applications.queries import unread_by_application
from audits.models import Audit
from audits.queries.worklists import nonconformities_to_answer
from certificates.calendar import apply_by
from certificates.models import Certificate, Surveillance
from certificates.models.certificate import SOON_DAYS
from certify.journeys import Journey, journeys_of
from workflow import clock
from workflow.wording import in_words

A = Audit.State
FAR = date.max


@dataclass(frozen=True)
class Todo:
    """One thing to do, with the place of work and, where there is one, the deadline."""

    title: str
    url: str
    label: str
    due: date | None = None


@dataclass(frozen=True)
class When:
    """By when, as a sentence. `is_firm`: a deadline or a fixed day; else our own aim."""

    day: date
    sentence: str
    is_firm: bool = False

    @property
    def is_late(self):
        return self.day < clock.today()


@dataclass(frozen=True)
class Card:
    """One living case at a glance. `mover` is empty where nobody has to act."""

    journey: Journey
    headline: str
    text: str
    is_yours: bool
    mover: str
    todos: list[Todo]
    when: When | None
    unread: int = 0

    @property
    def deed(self):
        """The next deed: the first thing to do."""
        return self.todos[0] if self.todos else None

    @property
    def urgency(self):
        """Sorts the client's moves first, the late ones before the others, then by the day."""
        day = self.when.day if self.when else FAR
        return (not self.is_yours, not self.mover and not self.unread, day, self.journey.application.pk)


@dataclass
class Portal:
    """Living cases, the most urgent first, and the closed ones, the newest first."""

    cards: list[Card]
    closed: list[Journey]


@dataclass
class _Waiting:
    """What waits in the cases of one person, read at once for all of them."""

    unread: dict
    questions: dict
    nonconformities: dict = field(default_factory=lambda: defaultdict(list))


def portal_of(user) -> Portal:
    """The same few queries however many cases there are."""
    journeys = journeys_of(user)
    waiting = _waiting_of(user) if journeys else None
    living = [_card(journey, waiting) for journey in journeys if not journey.is_closed]
    return Portal(sorted(living, key=lambda card: card.urgency), [each for each in journeys if each.is_closed])


def _waiting_of(user):
    open_questions = Question.objects.filter(
        evaluation__application__organisation__in=user.organisations,
        evaluation__application__state=Application.State.CLARIFYING,
        sent_at__isnull=False,
        answer="",
    )
    counted = open_questions.order_by().values_list("evaluation__application").annotate(Count("pk"))
    waiting = _Waiting(unread_by_application(user), dict(counted))
    for nonconformity in nonconformities_to_answer(user.organisations):
        waiting.nonconformities[nonconformity.audit_id].append(nonconformity)
    return waiting


def _card(journey, waiting):
    unread = waiting.unread.get(journey.application.pk, 0)
    if isinstance(journey.case, Certificate):
        facts = _of_certificate(journey)
    elif isinstance(journey.case, Audit):
        facts = _of_audit(journey.case, waiting.nonconformities[journey.case.pk])
    else:
        facts = _of_application(journey.application, waiting.questions.get(journey.application.pk, 0))
    facts["todos"] = [*facts["todos"], *([_unread(journey.application, unread)] if unread else [])]
    return Card(journey=journey, unread=unread, **{"headline": str(journey.words)} | facts)


def _unread(application, count):
    words = ngettext("Read %(count)d new message from us", "Read %(count)d new messages from us", count)
    title = words % {"count": count}
    return Todo(title, reverse("application_messages", args=[application.reference]), title)


# --- the application ---------------------------------------------------------------------------------------------------


def _of_application(application, questions):
    move = move_of_applicant(application)
    place = {Application.State.DRAFT: (_("Continue the application"), application.get_absolute_url())}
    label, url = place.get(application.state, (move.label, move.url))
    title = move.title
    if questions:
        title = ngettext("Answer %(count)d question", "Answer %(count)d questions", questions) % {"count": questions}
    return {
        "text": move.text,
        "is_yours": move.is_yours,
        "mover": "" if move.is_yours else _mover(application.state),
        "todos": [Todo(title, url, label)] if move.is_yours else [],
        "when": _aim(application, is_yours=move.is_yours),
    }


def _mover(state):
    if state == Application.State.SUBMITTED:
        return _("Our move: the market department")
    return _("Our move: the audit department")


def _aim(case, *, is_yours):
    """Our own aim for the state, honest where it has passed; None where there is none."""
    day = case.aim_on
    if not day:
        return None
    late = day < clock.today()
    if is_yours:
        words = (
            _("We hoped for it by %(day)s. Your case waits.") if late else _("Please by %(day)s, if you can: our aim.")
        )
    else:
        words = _("We aimed to answer by %(day)s and are late.") if late else _("We aim to answer by %(day)s.")
    return When(day, words % {"day": in_words(day)})


# --- the audit ---------------------------------------------------------------------------------------------------------


def _of_audit(audit, nonconformities):
    if audit.state == A.PROPOSED:
        title = _("Agree to the plan or object")
        return {
            "text": _("Dates, sites, agenda and team of the audit wait for your word."),
            "is_yours": True,
            "mover": "",
            "todos": [Todo(title, audit.get_absolute_url(), _("Read the plan"))],
            "when": _aim(audit, is_yours=True),
        }
    if nonconformities:
        return _rectifying(nonconformities)
    words = {
        A.PLANNING: (_("We are changing the plan of the audit"), _("Our move: the audit department")),
        A.PLANNED: (_("Plan agreed: the visit is coming"), _("Our move: the audit team")),
        A.ON_SITE: (_("The audit is under way"), _("Our move: the audit team")),
        A.RECTIFYING: (_("The team verifies and writes its report"), _("Our move: the audit team")),
        A.REPORTED: (_("The committee is reviewing your case"), _("Our move: the committee")),
    }
    headline, mover = words[audit.state]
    return {
        "headline": headline,
        "text": _("You will get an e-mail; there is nothing to do now."),
        "is_yours": False,
        "mover": mover,
        "todos": [],
        "when": _visit(audit) if audit.state == A.PLANNED else _aim(audit, is_yours=False),
    }


def _visit(audit):
    if audit.starts_on < clock.today():
        return When(audit.starts_on, _("The visit was to begin on %(day)s.") % {"day": in_words(audit.starts_on)}, True)
    return When(audit.starts_on, _("The visit begins on %(day)s.") % {"day": in_words(audit.starts_on)}, True)


def _rectifying(nonconformities):
    """The nearest deadline leads; the worklist comes sorted by it."""
    first = nonconformities[0]
    late = first.deadline < clock.today()
    words = _("The deadline was %(day)s. Please answer at once.") if late else _("Deadline: %(day)s.")
    count = len(nonconformities)
    return {
        "headline": ngettext("%(count)d point to rectify", "%(count)d points to rectify", count) % {"count": count},
        "text": _("Answer each one with cause, correction and corrective action."),
        "is_yours": True,
        "mover": "",
        "todos": [
            Todo(f"{each.reference} · {each.get_kind_display()}", each.get_absolute_url(), _("Answer"), each.deadline)
            for each in nonconformities
        ],
        "when": When(first.deadline, words % {"day": in_words(first.deadline)}, True),
    }


# --- the certificate ---------------------------------------------------------------------------------------------------


def _of_certificate(journey):
    certificate = journey.certificate
    due = next((each for each in journey.way.surveillances if each.state == Surveillance.State.DUE), None)
    facts = {"text": "", "is_yours": False, "mover": "", "todos": [], "when": None}
    if certificate.state == Certificate.State.SUSPENDED:
        url = reverse("application_messages", args=[journey.application.reference])
        facts |= {
            "is_yours": True,
            "text": _("Neither certificate nor mark may be used now. Write to us how the reason will be removed."),
            "todos": [Todo(_("Write to us"), url, _("Write to us"))],
        }
    elif _renewal_is_near(journey):
        facts |= _to_renew(journey)
    elif due:
        facts |= _under_surveillance(due)
    if certificate.state == Certificate.State.VALID:
        facts["headline"] = _("Certified: %(level)s") % {"level": certificate.level_label}
    return facts


def _renewal_is_near(journey):
    window = apply_by(journey.certificate.expires_on) - timedelta(days=SOON_DAYS)
    return journey.way.renewal is None and clock.today() >= window


def _to_renew(journey):
    day = apply_by(journey.certificate.expires_on)
    late = day < clock.today()
    words = (
        _("Recertification was to be applied for by %(day)s; a gap without a certificate is likely.")
        if late
        else _("Apply for recertification by %(day)s.")
    )
    title = _("Apply for recertification")
    return {
        "is_yours": True,
        "text": _("Recertification is evaluated like the first time and may bring a higher level."),
        "todos": [Todo(title, reverse("start_application"), title, day)],
        "when": When(day, words % {"day": in_words(day)}, True),
    }


def _under_surveillance(due):
    day = {"day": in_words(due.due_on)}
    if due.is_overdue:
        return {
            "mover": _("Our move: the audit department"),
            "text": _("We arrange the visit with you. Without it the certificate can be suspended."),
            "when": When(due.due_on, _("Surveillance was due by %(day)s.") % day, True),
        }
    if due.is_near:
        return {
            "mover": _("Our move: the audit department"),
            "text": _("We arrange the visit with you."),
            "when": When(due.due_on, _("Surveillance is due by %(day)s.") % day, True),
        }
    return {
        "text": _("Nobody has to act now."),
        "when": When(due.due_on, _("Next surveillance: by %(day)s.") % day, True),
    }
