"""The form of a message."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.actions import write_message
from applications.models.messages import LONGEST
from files.fields import KeepsFiles, PapersField


class PlainText(forms.CharField):
    """Text in which a line break counts as one character, as people and browsers count it."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class Key(forms.UUIDField):
    """The key of the form; one that nobody made counts as none."""

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


class MessageForm(KeepsFiles, forms.Form):
    """Words and at most one file, which is kept while the words are mended. `key` tells two presses of one button from two
    messages."""

    text = PlainText(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the message.")},
    )
    file = PapersField(label=_("File"), most=1, required=False)
    key = Key(required=False, widget=forms.HiddenInput)

    def __init__(self, application, data=None, files=None, *, holder=None):
        self.application, self.holder = application, holder
        super().__init__(data, files, initial={"key": uuid.uuid4()})

    def refuse(self, refusal):
        """Turn the refusal of the action into errors beside what was typed and chosen."""
        for sentence in getattr(refusal, "sentences", None) or [str(refusal)]:
            self.add_error(None, sentence)
        self.hold()

    def save(self, *, by, **rights):
        upload = next(iter(self.cleaned_data["file"]), None)
        message = write_message(
            self.application, self.cleaned_data["text"], by=by, upload=upload, key=self.cleaned_data["key"], **rights
        )
        self.release_held()
        return message
