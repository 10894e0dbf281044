"""The certification agreement (认证合同), frozen as a PDF before the applicant accepts it."""

from django.conf import settings
from django.db import models

from applications.models.application import Application
from files.models import StoredFile
from workflow import clock


class Agreement(models.Model):
    """`terms` are the facts the PDF was made from; `accepted_sha256` is the hash of the very document accepted."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="agreement")
    reference = models.CharField(max_length=40, unique=True)
    terms = models.JSONField()
    stored = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=clock.now)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_name = models.CharField(max_length=80, blank=True)
    accepted_sha256 = models.CharField(max_length=64, blank=True)
    accepted_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.reference
