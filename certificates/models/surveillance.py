"""Yearly surveillance: what is due when, and the reminders that went out."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates.models.certificate import SOON_DAYS, Certificate
from workflow import clock
from workflow.models import Case, CaseQuerySet
from workflow.movers import Mover


class SurveillanceQuerySet(CaseQuerySet):
    def visible_to(self, user):
        """Whoever sees the certificate."""
        return self.filter(certificate__in=Certificate.objects.visible_to(user))


class Surveillance(Case):
    class State(models.TextChoices):
        DUE = "due"
        HELD = "held"
        LAPSED = "lapsed"

    MOVERS = {State.DUE: Mover.AUDIT}
    DEADLINES = {State.DUE: "due_on"}

    state = models.CharField(max_length=30, choices=State.choices, default=State.DUE, editable=False)
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="surveillances")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField(_("due on"))
    held_on = models.DateField(_("held on"), null=True)

    objects = SurveillanceQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        verbose_name = _("surveillance")
        verbose_name_plural = _("surveillances")
        constraints = [models.UniqueConstraint(fields=["certificate", "number"], name="surveillance_number_once")]

    def get_absolute_url(self):
        return reverse("certificate", args=[self.certificate.reference])

    @property
    def organisation(self):
        return self.certificate.organisation

    @property
    def is_near(self):
        """Is it due within SOON_DAYS, or overdue?"""
        return self.state == self.State.DUE and (self.due_on - clock.today()).days <= SOON_DAYS

    @property
    def is_overdue(self):
        return self.state == self.State.DUE and self.due_on < clock.today()


class Reminder(models.Model):
    """One reminder of one surveillance at one threshold before one due date; the constraint makes it happen exactly once."""

    surveillance = models.ForeignKey(Surveillance, models.PROTECT, related_name="reminders")
    due_on = models.DateField()
    days_before = models.SmallIntegerField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["surveillance", "due_on", "days_before"], name="reminded_once")]

    def __str__(self):
        return f"{self.surveillance} −{self.days_before}"
