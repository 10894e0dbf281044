"""Forms of the scoring pages: an answer to a clause, special deductions, the bonus, the report's text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.actions.deductions import deduct, give_bonus
from audits.actions.findings import ANSWER, MOST_SAMPLES, faults, record_finding
from audits.actions.report import REPORT_TEXTS, write_report
from audits.models import Audit, Finding, SpecialDeduction
from scoring.words import GROUNDS, OUTCOMES
from workflow.machine import StepRefused

Outcome = Finding.Outcome
COUNT = {"inputmode": "numeric", "autocomplete": "off"}
CHOICES = [(outcome, OUTCOMES[outcome]) for outcome in (Outcome.MET, Outcome.NOT_MET, Outcome.SAMPLED)]
CHOICES.append((Outcome.EXCLUDED, _("Does not apply")))


class FindingForm(forms.Form):
    """One answer. Fields that do not belong to the outcome are left out of it, whatever stands in them."""

    outcome = forms.CharField(label=_("Outcome"), required=False)
    drawn = forms.IntegerField(label=_("Samples drawn"), required=False, widget=forms.TextInput(COUNT))
    failed = forms.IntegerField(label=_("Of these, failed"), required=False, widget=forms.TextInput(COUNT))
    reason = forms.CharField(
        label=_("Why does the clause not apply?"), required=False, widget=forms.Textarea({"rows": 2})
    )
    remark = forms.CharField(label=_("Remark"), required=False, widget=forms.Textarea({"rows": 1}))
    revision = forms.IntegerField(required=False, min_value=0, max_value=MOST_SAMPLES, widget=forms.HiddenInput)

    def __init__(self, *args, clause, finding=None, **kwargs):
        if finding:
            kwargs.setdefault("initial", {name: getattr(finding, name) for name in self.base_fields})
        # The code of the clause keeps the ids of the page's many forms apart.
        super().__init__(*args, auto_id=f"c{clause}-%s", **kwargs)
        self.clause = clause

    @property
    def choices(self):
        """The four outcomes as (value, words, is chosen), with the key that picks each."""
        chosen = self["outcome"].value() or ""
        return [(value, label, value == chosen, key) for key, (value, label) in enumerate(CHOICES, start=1)]

    def clean(self):
        answer = super().clean()
        outcome = answer.get("outcome", "")
        if outcome != Outcome.SAMPLED:
            self._forget("drawn", "failed")
        if outcome != Outcome.EXCLUDED:
            self._forget("reason")
        if not self.errors:
            self._add(faults(**{name: self.cleaned_data.get(name) for name in ANSWER}))
        return self.cleaned_data

    def _forget(self, *names):
        for name in names:
            self.errors.pop(name, None)
            self.cleaned_data[name] = "" if name == "reason" else None

    def _add(self, sentences):
        for name, sentence in sentences.items():
            self.add_error(name, sentence)

    def save(self, audit, *, by):
        """Record the answer. Raises what `record_finding` raises."""
        return record_finding(audit, self.clause, by=by, **self.cleaned_data)


class RefusableForm(forms.Form):
    """A form whose action may refuse: the sentences then stand at the top of the form, and what was typed is kept."""

    def try_save(self, deed) -> bool:
        """Do the deed where the input is sound; False where it is not or the action refuses."""
        if not self.is_valid():
            return False
        try:
            deed(**self.cleaned_data)
        except StepRefused as refusal:
            for sentence in refusal.sentences:
                self.add_error(None, sentence)
            return False
        return True


class DeductionForm(RefusableForm):
    ground = forms.ChoiceField(label=_("Ground"), choices=list(GROUNDS.items()), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What was found"),
        help_text=_("Where, when, what, and which rule it breaks. The client reads this as a nonconformity."),
        max_length=SpecialDeduction._meta.get_field("text").max_length,
        widget=forms.Textarea({"rows": 4}),
    )

    def save(self, audit, *, by) -> bool:
        return self.try_save(lambda **answer: deduct(audit, by=by, **answer))


class BonusForm(RefusableForm):
    text = forms.CharField(
        label=_("What leads the trade"),
        help_text=_("A strength beyond what the law asks for, and what shows that it leads the trade."),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )

    def save(self, audit, *, by) -> bool:
        return self.try_save(lambda **answer: give_bonus(audit, by=by, **answer))


class WithdrawForm(RefusableForm):
    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        max_length=SpecialDeduction._meta.get_field("withdrawn_reason").max_length,
        widget=forms.Textarea({"rows": 3}),
    )


class ReportForm(forms.ModelForm):
    class Meta:
        model = Audit
        fields = REPORT_TEXTS
        widgets = {name: forms.Textarea({"rows": 6}) for name in REPORT_TEXTS}
        help_texts = {"conclusion": _("Needed for the report: does the team recommend certification, and why?")}

    def save(self, *, by):
        """Write the texts. Raises what `write_report` raises."""
        return write_report(self.instance, by=by, **self.cleaned_data)
