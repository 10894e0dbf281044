"""The sealed PDF: a row that waits until a worker has rendered, signed and stored it, once."""

from django.db import models
from django.db.models import Q

from certificates.models.certificate import Certificate
from files.models import StoredFile
from workflow import clock


class Seal(models.Model):
    """The queue's truth for one certificate's PDF. `stored` is set once and never replaced."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="seal")
    stored = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    sealed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stored=None, sealed_at=None) | Q(stored__isnull=False, sealed_at__isnull=False),
                name="sealed_means_stored",
            ),
        ]

    def __str__(self):
        return f"{self.certificate}: {'sealed' if self.sealed_at else 'waiting'}"
