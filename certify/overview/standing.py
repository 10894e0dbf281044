"""Every open case once, at the place where it stands now. A case that went on to the next machine is read there alone."""

from dataclasses import dataclass

from applications.models import Application
from audits.models import Audit, Nonconformity
from audits.queries.worklists import RECTIFIABLE, applications_to_plan
from certificates.models import Decision, Seal
from certificates.queries import audits_awaiting_decision

A = Application.State
S = Audit.State
N = Nonconformity.State
GONE_ON = (A.EVALUATED, A.REFUSED, A.WITHDRAWN)


@dataclass(frozen=True)
class Standing:
    """Open cases by kind, each with `since` and its organisation; `unsealed` are certificates whose PDF is not sealed yet."""

    applications: list[Application]
    audits: list[Audit]
    decisions: list[Decision]
    nonconformities: list[Nonconformity]
    unsealed: list

    def at(self, model, state) -> list:
        cases = {Application: self.applications, Audit: self.audits, Decision: self.decisions}[model]
        return [case for case in cases if case.state == state]


def standing() -> Standing:
    """Seven queries, however many cases there are."""
    return Standing(
        applications=[*_read(Application.objects.exclude(state__in=GONE_ON)), *_read(applications_to_plan())],
        audits=[
            *_read(Audit.objects.exclude(state__in=(S.REPORTED, S.DECIDED, S.ABANDONED))),
            *_read(audits_awaiting_decision()),
        ],
        decisions=_read(Decision.objects.filter(state=Decision.State.OPEN)),
        nonconformities=list(
            Nonconformity.objects.filter(state__in=(N.OPEN, N.ANSWERED), audit__state__in=RECTIFIABLE)
            .select_related("audit__organisation")
            .with_since()
        ),
        unsealed=[seal.certificate for seal in Seal.objects.filter(stored=None).select_related("certificate")],
    )


def _read(cases):
    return list(cases.select_related("organisation").with_since())
