"""Pages that are lists: sites, managers, clauses that do not apply. Rows are added and removed without losing what was typed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.actions import save_exclusions, save_managers, save_sites
from applications.models import Site
from printing.glyphs import validate_printable

MOST_ROWS = 300


class RowFormSet(forms.BaseFormSet):
    """Small forms, empty ones left out. Made for an application: `RowFormSet(application, data)`; `save` calls the action."""

    least = [{}]  # what an empty list shows: one empty row
    known_by = ("pk", "name")  # columns by which a row that comes back is known again; the first one is its key
    keys = {}  # once saved: the key of the stored row, by the name of the hidden input that carries it

    def __init__(self, application, data=None, *, rows=None):
        self.application = application
        if data is None:
            rows = (self.stored() if rows is None else rows) or self.least
        super().__init__(data, initial=rows, prefix="rows")

    @classmethod
    def rearranged(cls, application, data, **options):
        """The rows as typed, unchecked, with one more (`add` pressed) or without the one of the number in `remove`."""
        try:
            count = min(int(data.get("rows-TOTAL_FORMS", "")), MOST_ROWS)
        except ValueError:
            count = 0
        names = cls.form.base_fields
        rows = [{name: data.get(f"rows-{i}-{name}", "") for name in names} for i in range(max(count, 0))]
        if "add" in data and len(rows) < MOST_ROWS:
            rows.append({})
        elif data.get("remove", "").isdecimal() and int(data["remove"]) < len(rows):
            del rows[int(data["remove"])]
        return cls(application, rows=rows, **options)

    def initial_form_count(self):
        """Nothing that comes back counts as stored: every row may be empty and is then left out."""
        return 0 if self.is_bound else super().initial_form_count()

    def filled(self):
        """(form, clean data) of the rows in which something stands; of a row with faults, what can be kept of it.

        A row with faults that is not known again may be any of those that are stored and not on the page: its answer with
        the key got lost. Until it is mended these are kept, without a form, even where one was taken out on purpose.
        """
        known, left = self.recognised()
        typed = [form for form in self.forms if form.has_changed()]
        rows = [(form, self.sound_part(form, known.get(form))) for form in typed]
        if any(form.errors and form not in known for form in typed):
            rows += [(None, row) for row in left]
        return [(form, row) for form, row in rows if row]

    def recognised(self):
        """The stored row of each form that has one, and the stored rows that are left."""
        known, left = {}, self.stored()
        for column in self.known_by:
            for form in self.forms:
                value = form.cleaned_data.get(column)
                row = next((row for row in left if value and row[column] == value), None)
                if row and form not in known:
                    known[form] = row
                    left.remove(row)
        return known, left

    def sound_part(self, form, stored):
        """The answers of the row without a fault; where one that it cannot do without has one, the row as it is stored."""
        key = {self.known_by[0]: stored[self.known_by[0]]} if stored else {}
        if not form.errors:
            return form.cleaned_data | key
        stored = stored or {}
        faulty = [name for name in form.fields if name in form.errors]
        if any(form.fields[name].required for name in faulty):
            return stored
        return {name: stored.get(name, form.fields[name].clean("")) for name in faulty} | form.cleaned_data | key

    def refuse_twins(self, name, sentence):
        """Add `sentence` to every row whose `name` stands in an earlier one."""
        seen = set()
        for form in self.forms:
            value = getattr(form, "cleaned_data", {}).get(name)
            if value and value in seen:
                form.add_error(name, sentence)
            seen.add(value)


class KeyedRowSet(RowFormSet):
    """Rows whose key the page carries along in a hidden input. A row that was typed gets it from the answer to its saving."""

    def save(self, *, by):
        before = {row["pk"] for row in self.stored()}
        filled = self.filled()
        changed = self.write([row for _form, row in filled], by=by)
        fresh = [row["pk"] for row in self.stored() if row["pk"] not in before]  # written in the order of the rows
        keys = [row["pk"] if row.get("pk") in before else fresh.pop(0) for _form, row in filled]
        self.keys = {form.add_prefix("pk"): str(key) for (form, _row), key in zip(filled, keys, strict=True) if form}
        return changed


class SiteForm(forms.ModelForm):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind of site"), choices=Site.Kind.choices, initial=Site.Kind.OWN_OUTLET)

    class Meta:
        model = Site
        fields = ("kind", "name", "address", "headcount", "activity")
        error_messages = {"name": {"required": _("Give the site a name, or remove the row.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "address"):
            self.fields[name].validators.append(validate_printable)


class SiteRowSet(KeyedRowSet):
    def stored(self):
        return list(self.application.sites.values("pk", *SiteForm.Meta.fields))

    def write(self, rows, *, by):
        return save_sites(self.application, rows, by=by)


class ManagerForm(forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Full name"),
        max_length=80,
        error_messages={"required": _("Enter the name, or remove the row.")},
    )
    certificate_number = forms.CharField(label=_("Certificate number"), max_length=60, required=False)
    expires_on = forms.DateField(
        label=_("Expires on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ManagerRowSet(KeyedRowSet):
    known_by = ("pk", "certificate_number", "name")

    def stored(self):
        return list(self.application.service_managers.values("pk", "name", "certificate_number", "expires_on"))

    def clean(self):
        self.refuse_twins("certificate_number", gettext("This certificate number stands in another row already."))

    def write(self, rows, *, by):
        return save_managers(self.application, list(each_number_once(rows)), by=by)


def each_number_once(rows):
    """The rows; a number goes with the first that has it, for a stored row that stands in may hold one typed elsewhere now."""
    seen = set()
    for row in rows:
        number = row["certificate_number"]
        yield row | {"certificate_number": ""} if number in seen else row
        seen.add(number)


class ExclusionForm(forms.Form):
    clause = forms.ChoiceField(
        label=_("Clause"), error_messages={"required": _("Choose the clause, or remove the row.")}
    )
    reason = forms.CharField(
        label=_("Why does it not apply to you?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why this clause does not apply, or remove the row.")},
    )

    def __init__(self, *args, clauses=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [("", _("Choose a clause")), *clauses]


class ExclusionRowSet(RowFormSet):
    """The list of clauses, with the box that says that all apply; `clauses` are choices grouped by indicator."""

    least = []
    known_by = ("clause",)

    def __init__(self, application, data=None, *, rows=None, clauses=()):
        self.clauses = clauses
        self.all_apply = application.has_no_exclusions if data is None else "all_apply" in data
        super().__init__(application, data, rows=rows)

    @classmethod
    def rearranged(cls, application, data, **options):
        formset = super().rearranged(application, data, **options)
        formset.all_apply = "all_apply" in data
        return formset

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"clauses": self.clauses}

    def stored(self):
        return list(self.application.exclusion_claims.values("clause", "reason"))

    def clean(self):
        self.refuse_twins("clause", gettext("This clause stands in another row already."))
        if self.all_apply and any(form.has_changed() for form in self.forms):
            raise ValidationError(
                gettext(
                    "You say that all clauses apply and name one that does not. Untick the box, or remove the rows."
                )
            )

    def save(self, *, by):
        reasons = {row["clause"]: row["reason"] for _form, row in self.filled()}
        return save_exclusions(self.application, reasons, by=by, has_none=self.all_apply)


def rows_of(form, formset):
    return forms.formset_factory(
        form, formset=formset, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
    )


SiteRows = rows_of(SiteForm, SiteRowSet)
ManagerRows = rows_of(ManagerForm, ManagerRowSet)
ExclusionRows = rows_of(ExclusionForm, ExclusionRowSet)
