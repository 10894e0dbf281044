"""Messages between the applicant's people and the body, in the file of the application and as long as it lives."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from applications.models.application import Application
from files.models import StoredFile
from workflow import clock

LONGEST = 4000


class Message(models.Model):
    """One message as it was sent; a trigger in the database refuses UPDATE and DELETE. What people say is evidence.

    `role` is the role in which a member of staff wrote, empty where the client wrote; clients read it instead of the name.
    `key` is made with the form, so that a message sent twice by one press stands here once.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    text = models.TextField(_("message"), max_length=LONGEST)
    attachment = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.application}: {self.text[:40]}"

    @property
    def is_from_client(self):
        return not self.role


class Reading(models.Model):
    """That a person of the other side has read a message, and when first."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="message_read_once")]

    def __str__(self):
        return f"{self.person}: {self.message_id}"


class Settlement(models.Model):
    """That the client's messages up to this one need no answer; the journal names who said so."""

    message = models.OneToOneField(Message, models.PROTECT, related_name="settlement")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return str(self.message)
