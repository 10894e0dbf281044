"""The officer's forms: a verdict on a paper, a verdict on a condition, days and fee."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.actions import fix_effort, judge_condition, judge_paper
from applications.models import ConditionVerdict, PaperVerdict


class PaperVerdictForm(forms.Form):
    """Made for one line of the checklist."""

    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=PaperVerdict.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a verdict.")},
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, application, line, data=None):
        self.application, self.line = application, line
        stored = line.verdict
        initial = {"verdict": stored.verdict, "note": stored.note} if stored else {}
        super().__init__(data, initial=initial, prefix=f"paper-{line.kind.code}")

    def save(self, *, by):
        return judge_paper(self.application, self.line.kind, by=by, **self.cleaned_data)


class ConditionForm(forms.Form):
    """Made for one acceptance condition."""

    is_met = forms.TypedChoiceField(
        choices=[("yes", _("met")), ("no", _("not met"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the condition is met.")},
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, application, condition, stored, data=None):
        self.application, self.condition = application, condition
        initial = {"is_met": "yes" if stored.is_met else "no", "note": stored.note} if stored else {}
        super().__init__(data, initial=initial, prefix=f"condition-{condition.value}")
        self.fields["is_met"].label = ConditionVerdict.Condition(condition).label

    def save(self, *, by):
        return judge_condition(self.application, self.condition, by=by, **self.cleaned_data)


class EffortForm(forms.Form):
    """Days and fee; left as the tables give them (`proposal`, None where they cannot), no reason is needed."""

    days = forms.DecimalField(
        label=_("Audit days"),
        min_value=Decimal("0.5"),
        max_digits=5,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"step": "0.5"}),
    )
    days_reason = forms.CharField(label=_("Reason for other days than the table gives"), required=False, max_length=500)
    fee = forms.DecimalField(
        label=_("Fee (CNY)"),
        required=False,
        min_value=Decimal(0),
        max_digits=10,
        decimal_places=2,
        help_text=_("Leave empty for the fee by the tariff."),
    )
    fee_reason = forms.CharField(
        label=_("Reason for another fee than the tariff gives"), required=False, max_length=500
    )

    def __init__(self, application, proposal, data=None):
        self.application = application
        effort = getattr(application, "effort", None)
        initial = {"days": proposal.days_computed.normalize()} if proposal else {}
        if effort:
            initial = {
                "days": effort.days.normalize(),
                "days_reason": effort.days_reason,
                "fee": effort.fee if effort.fee_reason else None,
                "fee_reason": effort.fee_reason,
            }
        super().__init__(data, initial=initial, prefix="effort")

    def save(self, *, by):
        return fix_effort(self.application, by=by, **self.cleaned_data)
