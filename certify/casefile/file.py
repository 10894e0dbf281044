"""One application with all that grew from it, as far as one reader may see it."""

from dataclasses import replace
from functools import cached_property

from accounts.permissions import has_interest_in_client
from applications.models import Application
from audits.models import Audit, Nonconformity
from certificates.models import Certificate, Decision
from certify.journeys import journey_of


class CaseFile:
    """Reads lazily and each thing once. Nothing here is wider than the `visible_to` of the floor it comes from."""

    def __init__(self, application: Application, reader):
        self.application, self.reader = application, reader

    @property
    def organisation(self):
        return self.application.organisation

    @property
    def for_staff(self) -> bool:
        return bool(self.reader.roles)

    @cached_property
    def has_interest(self) -> bool:
        """Has a member of staff an interest in the client? To them the committee's work is closed."""
        return self.for_staff and has_interest_in_client(self.reader, self.application)

    @cached_property
    def audits(self) -> list[Audit]:
        """The newest first."""
        seen = Audit.objects.visible_to(self.reader).filter(application=self.application)
        related = seen.with_since().select_related("organisation", "application__organisation", "edition")
        return list(related.order_by("-pk"))

    @property
    def audit(self) -> Audit | None:
        """The one that counts: the newest that was not abandoned."""
        return next((audit for audit in self.audits if audit.state != Audit.State.ABANDONED), None)

    @cached_property
    def nonconformities(self) -> list[Nonconformity]:
        seen = Nonconformity.objects.visible_to(self.reader).filter(audit__in=[audit.pk for audit in self.audits])
        return list(seen.with_since().select_related("audit").order_by("pk"))

    @cached_property
    def decisions(self) -> list[Decision]:
        """The rounds, the newest first; none for whom the dossier is closed."""
        if self.has_interest:
            return []
        seen = Decision.objects.visible_to(self.reader).filter(audit__application=self.application)
        related = seen.with_since().select_related("organisation", "score_sheet", "audit__application", "certificate")
        return list(related.order_by("-pk"))

    @property
    def decision(self) -> Decision | None:
        """The newest round."""
        return self.decisions[0] if self.decisions else None

    @cached_property
    def certificate(self) -> Certificate | None:
        seen = Certificate.objects.visible_to(self.reader).filter(decision__audit__application=self.application)
        related = seen.with_since().select_related("organisation", "score_sheet__edition", "seal__stored")
        return related.order_by("-pk").first()

    @cached_property
    def surveillances(self) -> list:
        return list(self.certificate.surveillances.order_by("number")) if self.certificate else []

    @cached_property
    def case(self):
        """The part that moves now."""
        open_round = self.decision if self.decision and not self.decision.is_closed else None
        return self.certificate or open_round or self.audit or self.application

    @property
    def state(self):
        """The words of its state; of a certificate those of today, whether or not the nightly step has run."""
        if self.case is self.certificate:
            return self.case.machine.state(self.case.state_today)
        return self.case.state_words

    @property
    def state_label(self):
        return self.state.label if self.for_staff else self.state.for_client

    @cached_property
    def journey(self):
        """The dated steps; nothing for staff who may not see every audit of the case, since the dates would tell of it.

        Where the committee refused, staff to whom its work is closed read that it did, not why.
        """
        if self.for_staff and self.application.audits.count() > len(self.audits):
            return None
        journey = journey_of(self.application)
        if self.for_staff and journey.way.is_refused and not self.decisions:
            return replace(journey, steps=[*journey.steps[:-1], replace(journey.steps[-1], hint="")])
        return journey
