"""Appointing and replacing, declaring an interest, objecting and answering."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Interest
from audits.actions import answer_objection, appoint, declare, object_to_member, replace
from audits.forms.plan import day_field
from audits.models import TeamMember
from audits.queries.team import candidates, team_now
from workflow import clock
from workflow.engine import perform

Duty = TeamMember.Duty


class CandidateField(forms.TypedChoiceField):
    """Somebody who may be appointed; the clean value is the person."""

    def offer(self, candidates, nobody):
        self.people = {str(each.user.pk): each.user for each in candidates}
        names = [(key, f"{each.user} · {each.grade_label}") for key, each in zip(self.people, candidates, strict=True)]
        self.choices = [("", nobody), *names]
        self.coerce = self.people.get
        self.empty_value = None


class AppointForm(forms.Form):
    person = CandidateField(label=_("Person"), error_messages={"required": _("Choose a person.")})
    duty = forms.ChoiceField(
        label=_("Duty"),
        choices=Duty.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the duty.")},
    )

    def __init__(self, audit, data=None, *, offered=None):
        super().__init__(data)
        self.audit = audit
        self.fields["person"].offer(candidates(audit) if offered is None else offered, gettext("Choose a person"))
        has_leader = audit.current_team.filter(duty=Duty.LEADER).exists()
        self.initial["duty"] = Duty.MEMBER if has_leader else Duty.LEADER

    def save(self, *, by):
        return appoint(self.audit, self.cleaned_data["person"], by=by, duty=self.cleaned_data["duty"])


class ReplaceForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does this member leave the team?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason why the member leaves the team.")},
    )
    successor = CandidateField(label=_("Who takes the place?"), required=False)

    def __init__(self, member, data=None):
        super().__init__(data)
        self.member = member
        fitting = [each for each in candidates(member.audit) if member.duty in each.duties]
        self.fields["successor"].offer(fitting, gettext("Nobody for now"))

    def save(self, *, by):
        return replace(self.member, by=by, **self.cleaned_data)


class DeclarationForm(forms.Form):
    """No interest, or an interest with its kind and explanation."""

    interest = forms.ChoiceField(
        label=_("Your declaration"),
        widget=forms.RadioSelect,
        choices=[
            ("none", _("I have no interest in this client that could influence my judgement.")),
            ("interest", _("I have, or had within the last two years, an interest in this client.")),
        ],
        error_messages={"required": _("Choose one of the two declarations.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of interest"), required=False, choices=[("", _("Choose one")), *Interest.Kind.choices]
    )
    until = day_field(_("Ended on"), help_text=_("Leave empty where it still lasts."))
    explanation = forms.CharField(
        label=_("Explanation"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self):
        given = self.cleaned_data
        if given.get("interest") == "interest":
            if not given.get("kind"):
                self.add_error("kind", gettext("Choose the kind of interest."))
            if not given.get("explanation"):
                self.add_error("explanation", gettext("Explain the interest."))
            if given.get("until") and given["until"] > clock.today():
                self.add_error(
                    "until", gettext("This day lies in the future. Leave it empty where the interest lasts.")
                )
        elif given.get("interest") == "none" and (given.get("kind") or given.get("explanation")):
            sentence = gettext(
                "You declare to have no interest and describe one. Empty the description, or declare it."
            )
            self.add_error("interest", sentence)
        return given

    def save(self, audit, *, by):
        given = self.cleaned_data
        if given["interest"] == "none":
            return declare(audit, by=by)
        return declare(audit, by=by, kind=given["kind"], explanation=given["explanation"], until=given["until"])


class ObjectionForm(forms.Form):
    """To the plan as such, or to one member of the team to whom the client has not objected before."""

    about = forms.ChoiceField(
        label=_("What do you object to?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you object to.")},
    )
    reason = forms.CharField(
        label=_("Your reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Give the reason; without one we cannot judge the objection.")},
    )

    def __init__(self, audit, data=None, *, with_plan=True):
        super().__init__(data)
        self.audit = audit
        self.members = {str(each.pk): each for each in team_now(audit) if not each.objected_at}
        people = [(key, f"{each.user} · {each.get_duty_display()}") for key, each in self.members.items()]
        self.fields["about"].choices = ([("plan", _("The plan: dates, sites or agenda"))] if with_plan else []) + people

    def save(self, *, by):
        about, reason = self.cleaned_data["about"], self.cleaned_data["reason"]
        if about == "plan":
            return perform(self.audit, "object", by=by, note=reason)
        return object_to_member(self.members[about], by=by, reason=reason)


class AnswerObjectionForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=1000,
        help_text=_("The client reads this."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Give the reason why the objection is overruled. The client reads this.")},
    )

    def save(self, audit, *, by, member=None):
        answer_objection(audit, by=by, answer=self.cleaned_data["answer"], member=member)
