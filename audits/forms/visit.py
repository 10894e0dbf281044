"""Closing meeting, nonconformities and the client's answers."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audits.actions import draft_corrective_action, raise_nonconformity
from audits.actions.visit import closing_fault
from audits.forms.plan import day_field
from audits.models import CorrectiveAction, Nonconformity
from scoring.models import Indicator
from scoring.queries import tree
from workflow import clock
from workflow.engine import perform


class ClosingForm(forms.Form):
    closing_meeting_on = day_field(_("Date of the closing meeting"))

    def __init__(self, audit, data=None):
        super().__init__(data, initial={"closing_meeting_on": clock.today()})
        self.audit = audit

    def clean_closing_meeting_on(self):
        held_on = self.cleaned_data["closing_meeting_on"]
        fault = closing_fault(self.audit, held_on) if held_on else gettext("Enter the date of the closing meeting.")
        if fault:
            raise forms.ValidationError(fault)
        return held_on

    def save(self, *, by):
        return perform(self.audit, "close_visit", by=by, **self.cleaned_data)


class RaiseForm(forms.Form):
    clause = forms.ChoiceField(label=_("Clause"), error_messages={"required": _("Choose the clause.")})
    kind = forms.ChoiceField(
        label=_("Kind of nonconformity"),
        widget=forms.RadioSelect,
        choices=[choice for choice in Nonconformity.Kind.choices if choice[0] != Nonconformity.Kind.SPECIAL],
        error_messages={"required": _("Choose minor or major.")},
    )
    text = forms.CharField(
        label=_("What was found"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What is required, what was found instead, and where: the client has to understand it alone."),
        error_messages={"required": _("Describe what was found.")},
    )

    def __init__(self, audit, data=None, *, clause=""):
        super().__init__(data, initial={"clause": clause})
        self.audit = audit
        self.fields["clause"].choices = [("", gettext("Choose a clause")), *clause_choices(audit.edition)]

    def save(self, *, by):
        return raise_nonconformity(self.audit, by=by, **self.cleaned_data)


def clause_choices(edition):
    """The scored clauses under their second-level indicators. One query."""
    return [
        (
            f"{indicator.code} {indicator.title}",
            [(node.code, f"{node.code} {node.title}") for node in indicator.children],
        )
        for section in tree(edition)
        for indicator in section.below(Indicator.Depth.INDICATOR)
    ]


class CorrectiveActionForm(forms.ModelForm):
    """The client's answer; a draft may lack anything."""

    done_on = day_field(_("Done on"))

    class Meta:
        model = CorrectiveAction
        fields = CorrectiveAction.ANSWERS
        widgets = {
            "cause": forms.Textarea(attrs={"rows": 3}),
            "correction": forms.Textarea(attrs={"rows": 3}),
            "corrective_action": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "cause": _("Why could it happen? Not who, but what in the system allowed it."),
            "correction": _("What did you do about the case that was found?"),
            "corrective_action": _("What have you changed, so that it does not happen again?"),
        }

    def __init__(self, nonconformity, data=None, *, initial=None):
        super().__init__(data, initial=initial)
        self.nonconformity = nonconformity
        for name in CorrectiveAction.ANSWERS:
            self.fields[name].required = False

    def clean_done_on(self):
        done_on = self.cleaned_data["done_on"]
        if done_on and done_on > clock.today():
            raise forms.ValidationError(gettext("This day lies in the future. Send the answer once it is done."))
        return done_on

    def keep(self, *, by):
        """Save the draft."""
        return draft_corrective_action(self.nonconformity, by=by, **self.cleaned_data)
