"""Who saved a page of questions last: what tells two colleagues that they are on the same page."""

from django.conf import settings
from django.db import models

from applications.models.application import Application
from workflow import clock


class TopicSave(models.Model):
    """The last change of one topic of an application.

    `revision` counts the changes; `window` is the random word of the page that made the last one, so that a page whose
    answer got lost on the way is not taken for somebody else.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="topic_saves")
    topic = models.SlugField(max_length=20)
    revision = models.PositiveIntegerField(default=0)
    window = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "topic"], name="topic_saved_in_one_row")]
