"""Reference data of the committee: quorum and majority. Cases have no place here."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.models import CommitteeRules

LARGEST = 99


class CommitteeRulesForm(forms.ModelForm):
    """Rules under which a decision can be reached and can be reached in one way only."""

    class Meta:
        model = CommitteeRules
        fields = ["quorum", "majority_numerator", "majority_denominator"]
        help_texts = {
            "quorum": gettext_lazy("Holds for reports put before the committee from now on; open rounds keep theirs."),
            "majority_numerator": gettext_lazy(
                "Two out of three means that at least two thirds of the votes cast agree."
            ),
        }

    def clean_quorum(self):
        return self._in_range("quorum")

    def clean_majority_numerator(self):
        return self._in_range("majority_numerator")

    def clean_majority_denominator(self):
        return self._in_range("majority_denominator")

    def _in_range(self, name):
        value = self.cleaned_data[name]
        if not 1 <= value <= LARGEST:
            raise ValidationError(_("Enter a whole number from 1 to %(most)d.") % {"most": LARGEST})
        return value

    def clean(self):
        cleaned = super().clean()
        above, below = cleaned.get("majority_numerator"), cleaned.get("majority_denominator")
        if above and below and above > below:
            self.add_error(
                "majority_numerator",
                _("%(above)d out of %(below)d can never be reached. Give at most %(below)d.")
                % {"above": above, "below": below},
            )
        elif above and below and above * 2 <= below:
            self.add_error(
                "majority_numerator",
                _("With half of the votes or fewer, opposite positions could carry at once. Ask for more than half."),
            )
        return cleaned


@admin.register(CommitteeRules)
class CommitteeRulesAdmin(admin.ModelAdmin):
    form = CommitteeRulesForm
    actions = None
    list_display = ["__str__", "quorum", "majority"]

    @admin.display(description=gettext_lazy("majority"))
    def majority(self, rules):
        return _("%(numerator)d out of %(denominator)d") % {
            "numerator": rules.majority_numerator,
            "denominator": rules.majority_denominator,
        }

    def get_queryset(self, request):
        CommitteeRules.current()  # the one row exists from the first look on
        return super().get_queryset(request)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
