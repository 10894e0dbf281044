"""Document evaluation (文件审核): the system's files, clause by clause, before the visit."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from files.models import StoredFile
from workflow import clock


class DocumentEvaluation(models.Model):
    application = models.OneToOneField(Application, models.PROTECT, related_name="document_evaluation")
    evaluator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.application)


class ClauseEvaluation(models.Model):
    """The verdict on one clause (by its code in the application's edition). A row exists once the clause was looked at."""

    class Verdict(models.TextChoices):
        SATISFACTORY = "satisfactory", _("satisfactory")
        TO_CLARIFY = "to_clarify", _("to be clarified")
        NOT_SATISFACTORY = "not_satisfactory", _("not satisfactory")

    evaluation = models.ForeignKey(DocumentEvaluation, models.PROTECT, related_name="clauses")
    clause = models.CharField(max_length=12)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices)
    note = models.TextField(_("note for the audit team"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["clause"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "clause"], name="clause_evaluated_once")]

    def __str__(self):
        return f"{self.clause}: {self.verdict}"


class Question(models.Model):
    """A question to the applicant about one clause. It is sent with the step `ask` and comes back with `answer`."""

    evaluation = models.ForeignKey(DocumentEvaluation, models.PROTECT, related_name="questions")
    clause = models.CharField(max_length=12)
    text = models.TextField(_("question"), max_length=2000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    attachment = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["clause", "pk"]

    def __str__(self):
        return f"{self.clause}: {self.text[:40]}"
