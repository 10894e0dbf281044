"""The applicant's papers: which there are, what was uploaded, every version kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from applications.models.tariff import LanguageAware
from applications.paper_names import words_of
from files.models import StoredFile
from workflow import clock


class PaperKind(LanguageAware):
    """One line of the checklist of papers; editable reference data."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    hint_zh = models.CharField(_("hint in Chinese"), max_length=300, blank=True)
    hint_en = models.CharField(_("hint in English"), max_length=400, blank=True)
    compulsory_for = models.JSONField(_("compulsory for these kinds of applicant"), default=list, blank=True)
    keywords = models.JSONField(
        _("words in file names"),
        default=list,
        blank=True,
        help_text=_("Files whose names contain one of these words are put to this line."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("kind of paper")
        verbose_name_plural = _("checklist of papers")

    @property
    def hint(self):
        return self.hint_en if get_language() == "en" else self.hint_zh

    @property
    def file_words(self):
        """What a file of this line may be called."""
        return words_of(self.code, (self.title_zh, self.title_en), self.keywords)

    def is_compulsory_for(self, application):
        return application.kind in self.compulsory_for


class Paper(models.Model):
    """One paper in the file of an application. A removed paper stays in the record and leaves the checklist."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="papers")
    kind = models.ForeignKey(PaperKind, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["kind__order", "pk"]

    def __str__(self):
        return str(self.current)

    @property
    def current(self):
        """The newest version."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)


class PaperVersion(models.Model):
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    stored = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once")]

    def __str__(self):
        return f"{self.stored} v{self.number}"
