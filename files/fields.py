"""Form fields for files, and forms that keep the files chosen in them while something else is mended."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from files.holding import as_upload, held_files, hold, release
from files.intake import FileRefused, examine, limits_sentence
from files.kinds import DOCUMENTS

MOST_FILES = 20


class SeveralFilesInput(forms.FileInput):
    """A file field; above it the files that are `held` from the try before, each with a box to drop it."""

    allow_multiple_selected = True
    held = ()

    def render(self, name, value, attrs=None, renderer=None):
        control = super().render(name, value, attrs, renderer)
        if not self.held:
            return control
        return render_to_string("files/held.html", {"held": self.held, "name": name, "control": control})


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


class KeepsFiles:
    """For forms with PapersFields: a file chosen in a form that is refused waits for the next try of the same person.

    Give the form `holder` (the person) and, where several forms of one kind stand on a page, a `prefix`. The mended form
    finds the file among its uploads; `release_held` lets go of it once it is taken.
    """

    holder = None

    def is_valid(self):
        valid = super().is_valid()
        if self.is_bound and self.holder is not None and not valid:
            self.hold()
        return valid

    def full_clean(self):
        self.held = {}
        if self.is_bound and self.holder is not None:
            for name in self._file_fields():
                self._bring_back(name)
        super().full_clean()

    def release_held(self):
        for held in self.held.values():
            release(held)

    def _file_fields(self):
        return [name for name, field in self.fields.items() if isinstance(field, PapersField)]

    def _bring_back(self, name):
        """Put what is held for the field among its uploads, as far as there is room beside what was chosen now."""
        html_name = self.add_prefix(name)
        dropped = set(_all(self.data, f"{html_name}-drop"))
        tokens = [token for token in _all(self.data, f"{html_name}-held") if token not in dropped]
        chosen = _all(self.files, html_name)
        room = max(self.fields[name].most - len(chosen), 0)
        kept = [(held, file) for held in self._held(tokens, name) if (file := as_upload(held))][:room]
        self.held[name] = [held for held, _file in kept]
        self.fields[name].widget.held = self.held[name]
        self.files = self.files.copy() if hasattr(self.files, "setlist") else MultiValueDict()
        self.files.setlist(html_name, [file for _held, file in kept] + chosen)

    def _held(self, tokens, name):
        return held_files(tokens, by=self.holder, purpose=self._purpose(name))

    def _purpose(self, name):
        return f"{type(self).__name__}:{self.add_prefix(name)}"[:100]

    def hold(self):
        """Hold what was chosen now and is sound, once. A form that is valid and yet refused by its deed calls it itself."""
        for name in self._file_fields():
            if name in self.errors:
                continue
            new = self.cleaned_data.get(name, [])[len(self.held[name]) :]
            self.held[name] += [hold(upload, by=self.holder, purpose=self._purpose(name)) for upload in new]
            self.cleaned_data[name] = self.cleaned_data[name][
                : len(self.held[name]) - len(new)
            ]  # asked again, held once
            self.fields[name].widget.held = self.held[name]


def _all(data, name):
    return list(data.getlist(name)) if hasattr(data, "getlist") else [value for value in [data.get(name)] if value]
