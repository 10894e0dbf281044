"""The form of a step that asks for a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """The question of the transition with room for the answer; without a question, what was written anyway is kept."""

    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write the answer here: the step is not taken without it.")},
    )

    def __init__(self, transition, data=None):
        super().__init__(data, auto_id="%s")
        self.fields["note"].label = transition.note or _("Note")
        self.fields["note"].required = bool(transition.note)

    @property
    def typed(self):
        return self.data.get("note", "")
