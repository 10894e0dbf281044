"""The one table of files: rows are written once by `intake.store_file` and never changed or deleted. Beside it, for a few
hours, what was chosen in a form that was sent back."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workflow import clock

NAME_LENGTH = 200
HELD_FOR = timedelta(hours=12)


class FileIsKept(Exception):
    """A stored file was to be changed or deleted; records are kept (ISO/IEC 17065, 7.12)."""


def storage_path(stored, _filename):
    """Year/month/random name, without an extension: not to be guessed and nothing a web server would run or show."""
    return f"{clock.today():%Y/%m}/{stored.pk.hex}"


class StoredFileQuerySet(models.QuerySet):
    def update(self, **fields):
        raise FileIsKept("stored files are not changed")

    def delete(self):
        raise FileIsKept("stored files are not deleted")


class StoredFile(models.Model):
    """A file as it was received: name for display, place in the private storage, size in bytes, type by content, SHA-256."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file name"), max_length=NAME_LENGTH)
    content = models.FileField(upload_to=storage_path, max_length=100, unique=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("type"), max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("received"), default=clock.now)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["uploaded_at", "id"]

    def __str__(self):
        return self.name

    @property
    def shown_as(self):
        """How a page can show it: as "pdf", as "picture", or not at all."""
        if self.media_type == "application/pdf":
            return "pdf"
        return "picture" if self.media_type in {"image/jpeg", "image/png"} else ""

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise FileIsKept("stored files are not changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise FileIsKept("stored files are not deleted")


def held_path(held, _filename):
    return f"held/{held.pk.hex}"


class HeldFileQuerySet(models.QuerySet):
    def of(self, person, purpose):
        """What this person may still use in the form of that purpose."""
        return self.filter(owner=person, purpose=purpose, held_at__gt=clock.now() - HELD_FOR)

    def expired(self):
        return self.filter(held_at__lte=clock.now() - HELD_FOR)


class HeldFile(models.Model):
    """A sound file from a form that had to be mended: it waits for that form, and for the person who chose it, alone.

    It is no record: `holding` removes it once it is used, dropped or expired.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=100)
    name = models.CharField(max_length=NAME_LENGTH)
    content = models.FileField(upload_to=held_path, max_length=100, unique=True)
    size = models.PositiveBigIntegerField()
    held_at = models.DateTimeField(default=clock.now, db_index=True)

    objects = HeldFileQuerySet.as_manager()

    class Meta:
        ordering = ["held_at", "id"]

    def __str__(self):
        return self.name
