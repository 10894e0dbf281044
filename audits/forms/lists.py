"""The bars above the lists of audits and nonconformities."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.models import Audit, Nonconformity
from scoring.words import level_choices
from workflow.lists import CaseFilter


class AuditFilter(CaseFilter):
    model = Audit
    searched = (
        "reference",
        "application__reference",
        "organisation__name",
        "organisation__name_en",
        "organisation__uscc",
    )
    kind = forms.ChoiceField(
        label=_("Kind of audit"), required=False, choices=[("", _("All kinds")), *Audit.Kind.choices]
    )
    level = forms.ChoiceField(label=_("Level"), required=False, choices=level_choices)

    def full_clean(self):
        if not self.reader.roles:
            del self.fields["level"]  # a client has a handful of audits, and learns the level with the decision
        super().full_clean()

    def narrow(self, found):
        found = super().narrow(found)
        if kind := self.asked("kind"):
            found = found.filter(kind=kind)
        if level := self.asked("level"):
            found = found.filter(level=level)
        return found


class NonconformityFilter(CaseFilter):
    model = Nonconformity
    searched = (
        "reference",
        "clause",
        "text",
        "audit__reference",
        "audit__organisation__name",
        "audit__organisation__name_en",
        "audit__organisation__uscc",
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *Nonconformity.Kind.choices]
    )

    def narrow(self, found):
        found = super().narrow(found)
        return found.filter(kind=self.asked("kind")) if self.asked("kind") else found
