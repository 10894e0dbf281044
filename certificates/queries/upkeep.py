"""What the beat tasks look for."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from certificates.calendar import REMINDER_DAYS
from certificates.models import LIVING, Certificate, Seal, Surveillance
from workflow import clock


def certificates_run_out():
    """Valid or suspended ones whose last day has passed."""
    return Certificate.objects.filter(state__in=LIVING, expires_on__lt=clock.today())


def seals_waiting():
    """Seals that nobody has made or is making."""
    stale = timezone.now() - timedelta(seconds=settings.CLAIM_STALE_SECONDS)
    return Seal.objects.filter(stored=None).filter(Q(claimed_at=None) | Q(claimed_at__lt=stale)).order_by("pk")


def surveillances_coming(user=None):
    """Due ones within the widest reminder threshold or overdue, of certificates that live (the person plays no part)."""
    return surveillances_to_remind().select_related("certificate__organisation")


def surveillances_to_remind():
    """Due ones within the widest reminder threshold, of certificates that live."""
    horizon = clock.today() + timedelta(days=max(REMINDER_DAYS))
    return Surveillance.objects.filter(
        state=Surveillance.State.DUE,
        due_on__lte=horizon,
        certificate__state__in=LIVING,
        certificate__expires_on__gte=clock.today(),
    ).order_by("due_on", "pk")
