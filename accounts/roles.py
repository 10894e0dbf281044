"""The roles a member of staff can have, and what each is called."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OFFICER = "officer", _("Officer (market department)")
    AUDIT_MANAGER = "audit_manager", _("Audit manager (audit department)")
    AUDITOR = "auditor", _("Auditor")
    MEMBER = "member", _("Committee member")
    MANAGER = "manager", _("Manager")


class Grade(models.TextChoices):
    """Registration grades of service-certification auditors; technical experts do not score alone."""

    TRAINEE = "trainee", _("Trainee auditor")
    AUDITOR = "auditor", _("Auditor (grade)")
    SENIOR = "senior", _("Senior auditor")
    EXPERT = "expert", _("Technical expert")
