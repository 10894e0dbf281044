"""Issuing a certificate: all of it in the granting transaction."""

from django.utils.translation import gettext as _

from accounts.models import Organisation
from certificates.actions.committee import stamp
from certificates.calendar import last_day, surveillance_days
from certificates.models import LIVING, Certificate, Seal, Surveillance
from certificates.numbering import next_number, normalise_number
from certificates.printout import holder_facts
from certificates.queries import votes_as_facts
from workflow import clock
from workflow.engine import perform
from workflow.journal import record
from workflow.machine import Obstructed
from workflow.notices import hand_over_on_commit

INITIAL_CYCLE = 0


def issue_certificate(decision, *, by, note, facts):
    """Then of `grant`: number, certificate, surveillance dates and the seal's row; the PDF follows after commit.

    The organisation's row is locked and read once more, so that two decisions of one client cannot both be granted.
    """
    organisation = Organisation.objects.select_for_update().get(pk=decision.organisation_id)
    today = clock.today()
    if Certificate.objects.filter(organisation=organisation, state__in=LIVING, expires_on__gte=today).exists():
        raise Obstructed(_("The organisation already holds a certificate."))
    number = next_number(today, cycle=INITIAL_CYCLE)
    certificate = Certificate.objects.create(
        reference=number,
        lookup=normalise_number(number),
        decision=decision,
        score_sheet=decision.score_sheet,
        organisation=organisation,
        cycle=INITIAL_CYCLE,
        level=decision.score_sheet.level,
        issued_on=today,
        first_issued_on=today,
        expires_on=last_day(today),
        **holder_facts(decision),
    )
    record(certificate, "issue", by=by, decision=decision.reference, level=certificate.level)
    for number, due_on in enumerate(surveillance_days(today), start=1):
        Surveillance.objects.create(
            reference=f"{certificate.reference}-S{number}", certificate=certificate, number=number, due_on=due_on
        )
    seal = Seal.objects.create(certificate=certificate)
    hand_over_on_commit("certificates.seal_certificate", seal.pk)
    stamp(decision)
    perform(decision.audit, "decide", by=None, decision=decision.reference, outcome="granted")
    return votes_as_facts(decision) | {"certificate": certificate.reference, "level": certificate.level}
