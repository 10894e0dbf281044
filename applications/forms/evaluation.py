"""Forms of the document evaluation: a verdict on a clause, a question, an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.actions import answer_question, ask_question, edit_question, evaluate_clause
from applications.models import ClauseEvaluation, Question
from files.fields import KeepsFiles, PapersField


class ClauseForm(forms.Form):
    """Made for one clause; the verdict is chosen, the note is for the audit team."""

    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=ClauseEvaluation.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a verdict; your note is saved with it.")},
    )
    note = forms.CharField(
        label=_("Note for the audit team"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 1}),
    )

    def __init__(self, application, clause, stored=None, data=None):
        self.application, self.clause = application, clause
        initial = {"verdict": stored.verdict, "note": stored.note} if stored else {}
        super().__init__(data, initial=initial, prefix=f"clause-{clause.replace('.', '-')}")

    def save(self, *, by):
        return evaluate_clause(self.application, self.clause, by=by, **self.cleaned_data)


class QuestionForm(forms.Form):
    """A new question about `clause`, or new words for an unsent one."""

    text = forms.CharField(
        label=_("Question to the applicant"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the question.")},
    )

    def __init__(self, data=None, *, application=None, clause="", question=None):
        self.application, self.clause, self.question = application, clause, question
        initial = {"text": question.text} if question else {}
        prefix = f"question-{question.pk}" if question else f"ask-{clause.replace('.', '-')}"
        super().__init__(data, initial=initial, prefix=prefix)

    def save(self, *, by):
        text = self.cleaned_data["text"]
        if self.question:
            return edit_question(self.question, text, by=by)
        return ask_question(self.application, self.clause, text, by=by)


class AnswerForm(KeepsFiles, forms.ModelForm):
    """The applicant's answer with at most one file."""

    file = PapersField(label=_("File"), most=1, required=False)

    class Meta:
        model = Question
        fields = ("answer",)
        widgets = {"answer": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"answer": {"required": _("Write the answer.")}}

    def __init__(self, question, data=None, files=None, *, holder=None):
        self.holder = holder
        super().__init__(data, files, instance=question, prefix=f"question-{question.pk}")
        self.fields["answer"].required = True

    def save(self, *, by):
        upload = next(iter(self.cleaned_data["file"]), None)
        answered = answer_question(self.instance, self.cleaned_data["answer"], by=by, upload=upload)
        self.release_held()
        return answered
