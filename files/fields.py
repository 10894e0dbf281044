"""Form fields for files."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from files.intake import FileRefused, examine, limits_sentence
from files.kinds import DOCUMENTS

MOST_FILES = 20


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class PapersField(forms.FileField):
    """One or several files at once; cleans to a list of uploads, each sound and of an accepted kind.

    Every file that is refused is named with its reason, so that one bad file of ten is found at once. The words about
    kinds and size are the help text.
    """

    widget = SeveralFilesInput
    default_error_messages = {
        "required": _("Choose a file."),
        "too_many": ngettext_lazy(
            "Choose at most %(most)d file at a time.", "Choose at most %(most)d files at a time.", "most"
        ),
    }

    def __init__(self, *, accept=DOCUMENTS, most=MOST_FILES, help_text=None, **options):
        self.accept, self.most = accept, most
        super().__init__(help_text=help_text or _lazy_limits(accept), **options)

    def widget_attrs(self, widget):
        endings = ",".join(ending for kind in self.accept for ending in kind.extensions)
        return super().widget_attrs(widget) | {"accept": endings, "multiple": self.most > 1}

    def clean(self, data, initial=None):
        uploads = [upload for upload in (data if isinstance(data, (list, tuple)) else [data]) if upload]
        if not uploads:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        if len(uploads) > self.most:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"most": self.most})
        problems = [problem for upload in uploads if (problem := self._problem(upload))]
        if problems:
            raise ValidationError(problems)
        return uploads

    def _problem(self, upload):
        try:
            examine(upload, self.accept)
        except FileRefused as refusal:
            return ValidationError(str(refusal), code="refused")
        return None


def _lazy_limits(accept):
    return lazy(lambda: limits_sentence(accept), str)()
