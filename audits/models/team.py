"""The audit team: leader and members, each with grade, declaration of interest and the client's objection."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Grade
from audits.models.audit import Audit
from workflow import clock


class TeamMember(models.Model):
    """One assignment. Replaced members stay in the record: who was ever on the team took part in the evaluation."""

    class Duty(models.TextChoices):
        LEADER = "leader", _("team leader")
        MEMBER = "member", _("team member")
        EXPERT = "expert", _("technical expert")

    class Declaration(models.TextChoices):
        PENDING = "pending", _("not yet declared")
        NONE = "none", _("declares to have no interest")
        INTEREST = "interest", _("declares an interest")

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    duty = models.CharField(_("duty"), max_length=20, choices=Duty.choices)
    grade = models.CharField(_("grade when appointed"), max_length=20, choices=Grade.choices)
    appointed_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)
    removed_reason = models.CharField(max_length=500, blank=True)
    declaration = models.CharField(max_length=20, choices=Declaration.choices, default=Declaration.PENDING)
    declaration_text = models.CharField(_("explanation"), max_length=500, blank=True)
    declared_at = models.DateTimeField(null=True)
    objection = models.TextField(_("reason of the objection"), max_length=1000, blank=True)
    objected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    objected_at = models.DateTimeField(null=True)
    objection_answer = models.TextField(_("answer to the objection"), max_length=1000, blank=True)
    objection_answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    objection_answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "user"], condition=Q(removed_at=None), name="on_the_team_once"),
            models.UniqueConstraint(
                fields=["audit"], condition=Q(removed_at=None, duty="leader"), name="one_team_leader"
            ),
        ]

    def __str__(self):
        return f"{self.user} ({self.get_duty_display()})"

    @property
    def has_open_objection(self):
        return bool(self.objected_at and not self.objection_answered_at and not self.removed_at)
