"""What a member of the committee fills in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Interest
from certificates.actions import cast_vote, step_aside
from certificates.models import Vote
from workflow import clock

POSITIONS = [
    (Vote.Position.GRANT.value, gettext_lazy("Grant certification at the level of the score sheet")),
    (Vote.Position.REFUSE.value, gettext_lazy("Refuse certification")),
    (Vote.Position.SEND_BACK.value, gettext_lazy("Send back to the audit")),
]


class VoteForm(forms.Form):
    prefix = "vote"

    position = forms.ChoiceField(
        label=gettext_lazy("Your position"),
        choices=POSITIONS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what your position is.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Your reasons"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("They stay on record with your name."),
        error_messages={"required": gettext_lazy("Give the reasons for your vote.")},
    )
    declares_no_interest = forms.BooleanField(
        label=gettext_lazy("I have no interest in this client and took no part in its evaluation."),
        error_messages={"required": gettext_lazy("Declare that you have no interest in the client, or step aside.")},
    )

    def save(self, decision, *, by):
        """Cast the vote. Raises StepRefused with a sentence."""
        return cast_vote(decision, by=by, **self.cleaned_data)


class StepAsideForm(forms.Form):
    prefix = "aside"

    kind = forms.ChoiceField(label=gettext_lazy("Kind of interest"), choices=Interest.Kind.choices)
    until = forms.DateField(
        label=gettext_lazy("Ended on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy(
            "Leave it empty while it lasts. It keeps you out of this client's cases for two more years."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Explanation"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Explain the interest in a sentence.")},
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until > clock.today():
            raise ValidationError(_("The day lies in the future. Leave it empty while the interest lasts."))
        return until

    def save(self, decision, *, by):
        """Declare the interest. Raises StepRefused with a sentence."""
        return step_aside(decision, by=by, **self.cleaned_data)
