"""What keeps a certificate true over the years: surveillance, reminders, expiry."""

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from certificates.calendar import thresholds_reached, years_later
from certificates.models import Reminder, Surveillance
from workflow import clock
from workflow.engine import perform
from workflow.journal import record
from workflow.machine import StepRefused
from workflow.notices import announce


def lapse_surveillances(certificate, *, by, note, facts):
    """Then of every end of a certificate: what was still due lapses."""
    for surveillance in certificate.surveillances.filter(state=Surveillance.State.DUE):
        perform(surveillance, "lapse", by=None, certificate=certificate.reference)


def record_surveillance(surveillance, *, by, note, facts):
    """Then of `hold`: the day it was recorded; the next one is counted from it (at least every 12 months from the last visit)."""
    surveillance.held_on = clock.today()
    surveillance.save(update_fields=["held_on"])
    later = surveillance.certificate.surveillances.select_for_update().filter(
        state=Surveillance.State.DUE, number=surveillance.number + 1
    )
    for following in later:
        following.due_on = years_later(surveillance.held_on, 1)
        following.save(update_fields=["due_on"])
        return {"next_due_on": following.due_on}
    return None


def expire_certificate(certificate) -> bool:
    """Let a certificate expire whose last day has passed; False where someone else was first."""
    try:
        perform(certificate, "expire", by=None)
    except StepRefused:
        return False
    return True


@transaction.atomic
def remind(surveillance) -> bool:
    """Make the reminder that is due today, exactly once however often this runs; True where one was made.

    When days were missed, the nearest threshold is reminded of and the earlier ones count as made: one letter, not four.
    """
    surveillance = (
        Surveillance.objects.select_for_update(of=("self",))
        .select_related("certificate__organisation")
        .get(pk=surveillance.pk)
    )
    if surveillance.state != Surveillance.State.DUE:
        return False
    made = set(surveillance.reminders.filter(due_on=surveillance.due_on).values_list("days_before", flat=True))
    reached = [days for days in thresholds_reached(surveillance.due_on, clock.today()) if days not in made]
    if not reached:
        return False
    for days in reached:
        Reminder.objects.create(
            surveillance=surveillance, due_on=surveillance.due_on, days_before=days, made_at=clock.now()
        )
    event = record(
        surveillance,
        "remind",
        by=None,
        days_before=min(reached),
        due_on=surveillance.due_on,
        certificate=surveillance.certificate.reference,
    )
    keepers = User.objects.with_role(Role.AUDIT_MANAGER)
    announce(event, surveillance, [*surveillance.organisation.people, *keepers])
    return True
