"""The whole journey of a case as one line of dated steps: a read over the small machines of the floors below."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from applications.models import Application
from audits.models import Audit
from certificates.models import Certificate, Decision, Surveillance
from certify.milestones import Step, steps_of
from workflow.models import Event

__all__ = ["Journey", "Step", "Way", "journey_of", "journeys_of"]


@dataclass(frozen=True)
class Journey:
    """One case from application to certificate; `case` is the part that moves now."""

    application: Application
    audit: Audit | None
    certificate: Certificate | None
    steps: list[Step]
    way: "Way | None" = None

    @property
    def case(self):
        return self.certificate or (self.audit if self.audit and not self._audit_hidden else None) or self.application

    @property
    def _audit_hidden(self):
        return self.audit.state == Audit.State.PLANNING and self.audit.proposed_at is None

    @property
    def words(self):
        """What the client is told of where the case stands."""
        return self.case.state_words.for_client

    @property
    def tone(self):
        return self.case.state_tone

    @property
    def is_closed(self):
        """Has the whole way come to an end?"""
        return bool(self.way and (self.way.ending or self.way.closing))


@dataclass
class Way:
    """The rows of one case, gathered: everything that a journey is read from."""

    application: Application
    audit: Audit | None = None
    abandoned: Event | None = None
    round: Decision | None = None  # the one that is before the committee now
    certificate: Certificate | None = None
    surveillances: list[Surveillance] = field(default_factory=list)
    renewal: Application | None = None
    events: list[Event] = field(default_factory=list)

    @property
    def ending(self) -> Event | None:
        """What ended the case before a certificate, or None."""
        if self.certificate or not (self.application.is_closed or (self.audit and self.audit.is_closed)):
            return None
        refusals = [event for event in self.events if event.case_type.model == "decision" and event.name == "refuse"]
        return refusals[-1] if refusals else self.events[-1]

    @property
    def is_refused(self) -> bool:
        """Did the committee end it?"""
        return bool(self.ending) and self.ending.case_type.model == "decision"

    @property
    def closing(self):
        """What ended the certificate: the event, True where its last day has passed and nothing was written yet, or None."""
        if not self.certificate or not self.certificate.machine.state(self.certificate.state_today).final:
            return None
        return self.events[-1] if self.certificate.is_closed else True


def journeys_of(user) -> list[Journey]:
    """The journeys of the person's organisations, the newest first; the same few queries however many there are."""
    applications = Application.objects.visible_to(user).select_related("organisation").order_by("-created_at", "-pk")
    return _journeys(list(applications))


def journey_of(application) -> Journey:
    """The journey that began with this application."""
    return _journeys([application])[0]


def _journeys(applications):
    ways = {application.pk: Way(application) for application in applications}
    cases = _gather_cases(ways)
    _gather_events(ways, cases)
    _gather_renewals(ways)
    return [Journey(way.application, way.audit, way.certificate, steps_of(way), way) for way in ways.values()]


def _gather_cases(ways):
    """Put audits, certificates and surveillances where they belong; returns {(model, pk): pk of the application}."""
    owners = {("application", pk): pk for pk in ways}
    audits = Audit.objects.filter(application__in=ways).exclude(kind=Audit.Kind.SURVEILLANCE).order_by("pk")
    for audit in audits.select_related("organisation"):
        owners["audit", audit.pk] = audit.application_id
        if audit.state != Audit.State.ABANDONED:
            ways[audit.application_id].audit = audit
    for decision in Decision.objects.filter(audit__application__in=ways).select_related("audit"):
        owners["decision", decision.pk] = decision.audit.application_id
        if decision.state == Decision.State.OPEN:
            ways[decision.audit.application_id].round = decision
    issued = Certificate.objects.filter(decision__audit__application__in=ways)
    for certificate in issued.select_related("decision__audit", "organisation", "seal").prefetch_related(
        "surveillances"
    ):
        way = ways[certificate.decision.audit.application_id]
        way.certificate = certificate
        way.surveillances = sorted(certificate.surveillances.all(), key=lambda each: each.number)
        owners["certificate", certificate.pk] = way.application.pk
    return owners


def _gather_events(ways, owners):
    """Every change of state, in order; a case learns from them since when it is where it is."""
    moved = (Event.objects.moves() | Event.objects.filter(name="issue")).select_related("case_type")
    since = {}
    for event in moved.filter(_of(owners)).order_by("pk"):
        key = (event.case_type.model, event.case_id)
        since[key] = event.at
        way = ways[owners[key]]
        if key[0] == "audit" and event.state_after == Audit.State.ABANDONED:
            way.abandoned = event
        elif key[0] != "audit" or (way.audit and way.audit.pk == event.case_id):
            way.events.append(event)
    for way in ways.values():
        for case in filter(None, (way.application, way.audit, way.round, way.certificate)):
            case.since = since.get((case._meta.model_name, case.pk), getattr(case, case.BEGINS))


def _of(owners):
    """The rows of the journal that are about any of these cases."""
    by_model = defaultdict(list)
    for model, pk in owners:
        by_model[model].append(pk)
    kinds = ContentType.objects.get_for_models(Application, Audit, Decision, Certificate)
    wanted = Q(pk__in=[])
    for model, kind in kinds.items():
        if by_model[model._meta.model_name]:
            wanted |= Q(case_type=kind, case_id__in=by_model[model._meta.model_name])
    return wanted


def _gather_renewals(ways):
    """The application for recertification that followed a certificate, once it is submitted."""
    holding = sorted((way for way in ways.values() if way.certificate), key=lambda way: way.certificate.created_at)
    renewals = Application.objects.filter(
        organisation__in={way.application.organisation_id for way in holding},
        purpose=Application.Purpose.RECERTIFICATION,
        submitted_at__isnull=False,
    )
    for renewal in renewals.order_by("pk") if holding else ():
        earlier = [way for way in holding if _is_renewed_by(way, renewal)]
        if earlier:
            earlier[-1].renewal = renewal


def _is_renewed_by(way, renewal):
    mine = way.application.organisation_id == renewal.organisation_id
    return mine and way.certificate.created_at < renewal.created_at
