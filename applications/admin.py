"""Reference data of the body: the checklist of papers, the audit-day table, the tariff. Cases have no place here."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from applications.models import Application, AuditDayRow, FeeItem, PaperKind


class WordsField(forms.CharField):
    """A list of words, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        return [word for line in super().clean(value).splitlines() if (word := line.strip())]


class PaperKindForm(forms.ModelForm):
    keywords = WordsField(
        label=_("Words in file names"),
        required=False,
        max_length=2000,
        help_text=_("One a line. Files whose names contain one of these words are put to this line."),
    )
    compulsory_for = forms.MultipleChoiceField(
        label=_("Compulsory for these kinds of applicant"),
        choices=Application.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = PaperKind
        fields = (
            "code",
            "title_zh",
            "title_en",
            "hint_zh",
            "hint_en",
            "compulsory_for",
            "keywords",
            "order",
            "is_active",
        )


class NamedCells(forms.ModelForm):
    """A row of a list that is edited in place: each field is named by its column and its row, for who cannot see them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {self.instance}"


class EditableListAdmin(admin.ModelAdmin):
    actions = None

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        kwargs.setdefault("choices", db_field.get_choices(blank_choice=[("", _("Please choose"))]))
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, **kwargs | {"form": NamedCells})


class ReferenceAdmin(EditableListAdmin):
    """Rows are added and changed. What cases refer to is taken out of use, not deleted."""

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("title"))
    def title_in_words(self, row):
        return row.title


@admin.register(PaperKind)
class PaperKindAdmin(ReferenceAdmin):
    form = PaperKindForm
    list_display = ["title_in_words", "code", "kinds", "order", "is_active"]
    list_editable = ["order", "is_active"]
    search_fields = ["code", "title_zh", "title_en"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    @admin.display(description=_("compulsory for these kinds of applicant"))
    def kinds(self, paper):
        labels = dict(Application.Kind.choices)
        return ", ".join(str(labels.get(kind, kind)) for kind in paper.compulsory_for)


@admin.register(AuditDayRow)
class AuditDayRowAdmin(EditableListAdmin):
    list_display = ["up_to", "days"]
    list_editable = ["days"]


@admin.register(FeeItem)
class FeeItemAdmin(ReferenceAdmin):
    list_display = ["title_in_words", "code", "amount"]
    list_editable = ["amount"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []
