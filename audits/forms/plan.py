"""The plan of a visit: dates, sampled sites, agenda. Anything may be missing; what contradicts itself gets a sentence."""

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from audits.actions import save_plan
from audits.models import AgendaItem
from workflow import clock

LONGEST_VISIT = 30
MOST_LINES = 100
DAY = {"type": "date"}


def day_field(label, **options):
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    invalid = {"invalid": _("Enter a date like 2026-05-31.")}
    return forms.DateField(label=label, required=False, widget=widget, error_messages=invalid, **options)


def time_field(label):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    invalid = {"invalid": _("Enter a time like 09:30.")}
    return forms.TimeField(label=label, required=False, widget=widget, error_messages=invalid)


def number(text, otherwise=MOST_LINES):
    """The number of a line as a page sent it; `otherwise` where it is none or too large."""
    return int(text) if text.isdecimal() and len(text) <= 3 and int(text) <= MOST_LINES else otherwise


class PlanForm(forms.Form):
    """Dates and sample. For each site of the application a tick and the day it is visited."""

    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    fewer_sites_reason = forms.CharField(
        label=_("Reason for visiting fewer outlets"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, audit, data=None, **kwargs):
        self.audit = audit
        self.listed_sites = list(audit.application.sites.all())
        sampled = {each.site_id: each for each in audit.sites.all()}
        kept = {name: getattr(audit, name) for name in ("starts_on", "ends_on", "fewer_sites_reason")}
        for site in self.listed_sites:
            kept[f"site-{site.pk}"] = site.pk in sampled
            kept[f"day-{site.pk}"] = sampled[site.pk].visit_on if site.pk in sampled else None
        kwargs.setdefault("initial", kept)
        super().__init__(data, **kwargs)
        for site in self.listed_sites:
            tick = forms.CheckboxInput(attrs={"class": "form-check-input"})
            self.fields[f"site-{site.pk}"] = forms.BooleanField(label=site.name, required=False, widget=tick)
            self.fields[f"day-{site.pk}"] = day_field(gettext("Visit to %(site)s on") % {"site": site.name})

    @classmethod
    def as_typed(cls, audit, data):
        """The form with what was typed, unchecked."""
        names = [*cls.base_fields]
        for site in audit.application.sites.all():
            names += [f"site-{site.pk}", f"day-{site.pk}"]
        return cls(audit, initial={name: data.get(name, "") for name in names})

    def site_rows(self):
        """(site, tick, day) for the page."""
        return [(site, self[f"site-{site.pk}"], self[f"day-{site.pk}"]) for site in self.listed_sites]

    def clean(self):
        given = self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and first < clock.today() and first != self.audit.starts_on:
            self.add_error("starts_on", gettext("This day has passed. Choose today or a later day."))
        if first and last and last < first:
            self.add_error("ends_on", gettext("The last day lies before the first."))
        elif first and last and (last - first).days >= LONGEST_VISIT:
            sentence = gettext("A visit of more than %(days)s days? Check the dates.")
            self.add_error("ends_on", sentence % {"days": LONGEST_VISIT})
        return given

    @property
    def shift(self):
        """By how much the first day moved, where both days were known and are known; else None."""
        old, new = self.audit.starts_on, self.cleaned_data["starts_on"]
        if not (old and self.audit.ends_on and new and self.cleaned_data["ends_on"]) or old == new:
            return None
        return new - old

    def moved(self, day):
        """A day of the old plan that falls out of the new dates moves along with the first day."""
        first, last = self.cleaned_data["starts_on"], self.cleaned_data["ends_on"]
        if not day or self.shift is None or first <= day <= last:
            return day
        along = day + self.shift
        return along if self.audit.starts_on <= day <= self.audit.ends_on and first <= along <= last else day

    def sample(self) -> dict:
        """Sites ticked, each with the day of the visit or None."""
        given = self.cleaned_data
        return {site: self.moved(given[f"day-{site.pk}"]) for site in self.listed_sites if given[f"site-{site.pk}"]}

    def save(self, agenda, *, by):
        """Write the plan with the lines of `agenda`, those that fell out of moved dates moved along."""
        lines = [line | {"day": self.moved(line["day"])} for line in agenda]
        names = ("starts_on", "ends_on", "fewer_sites_reason")
        dates = {name: self.cleaned_data[name] for name in names}
        save_plan(self.audit, by=by, sites=self.sample(), agenda=lines, **dates)


class AgendaForm(forms.Form):
    """One line of the agenda."""

    day = day_field(_("Day"))
    starts_at = time_field(pgettext_lazy("time", "From"))
    ends_at = time_field(pgettext_lazy("time", "To"))
    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaItem.Kind.choices, initial=AgendaItem.Kind.WORK)
    topic = forms.CharField(label=_("Topic"), max_length=200, required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    who = forms.CharField(label=_("Auditors"), max_length=200, required=False)

    def clean(self):
        begin, end = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if begin and end and end <= begin:
            self.add_error("ends_at", gettext("The end lies before the beginning."))
        return self.cleaned_data


class AgendaRowSet(forms.BaseFormSet):
    """The lines of the agenda; empty ones are left out. Rows are added and removed without losing what was typed."""

    def __init__(self, data=None, *, rows=()):
        super().__init__(data, initial=list(rows), prefix="agenda")

    @classmethod
    def of(cls, audit):
        return cls(rows=audit.agenda.values(*AgendaForm.base_fields))

    @classmethod
    def rearranged(cls, data):
        """The rows as typed, unchecked, with one more (`add` pressed) or without the one numbered in `remove`; the focus goes
        to where that happened."""
        rows, here = cls.typed(data), None
        if "add" in data and len(rows) < MOST_LINES:
            rows.append(cls.next_line(rows))
            here = len(rows) - 1
        elif "remove" in data and (gone := number(data["remove"])) < len(rows):
            del rows[gone]
            here = min(gone, len(rows) - 1)
        shown = cls(rows=rows)
        if here is not None and here >= 0:
            shown.forms[here].fields["day"].widget.attrs["autofocus"] = True
        return shown

    @classmethod
    def typed(cls, data):
        count = number(data.get("agenda-TOTAL_FORMS", ""), otherwise=0)
        return [{name: data.get(f"agenda-{i}-{name}", "") for name in AgendaForm.base_fields} for i in range(count)]

    @staticmethod
    def next_line(rows):
        """A new line goes on where the last one ends."""
        last = rows[-1] if rows else {}
        return {"day": last.get("day", ""), "starts_at": last.get("ends_at", ""), "kind": AgendaItem.Kind.WORK}

    def initial_form_count(self):
        """Nothing that comes back counts as stored: every row may be empty and is then left out."""
        return 0 if self.is_bound else super().initial_form_count()

    def filled(self) -> list[dict]:
        """Clean data of the rows in which something stands."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]


AgendaRows = forms.formset_factory(
    AgendaForm, formset=AgendaRowSet, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
)
