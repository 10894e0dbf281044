"""The living design page: every component in each of its states, with invented content (docs/design.md explains them)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from certify.casefile.line import Sister
from certify.foundations import foundations
from scoring.rules import Level
from workflow import clock

MEGABYTE = 1024 * 1024


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Name of the organisation"), help_text=_("As it stands in the business licence."))
    code = forms.CharField(label=_("Unified social credit code"), max_length=18, help_text=_("18 characters."))
    kind = forms.ChoiceField(
        label=_("Kind of applicant"),
        widget=forms.RadioSelect,
        choices=[("maker", _("Maker")), ("seller", _("Seller")), ("service", _("Service provider"))],
    )
    day = forms.DateField(label=_("Since when"), widget=forms.DateInput(attrs={"type": "date"}))
    share = forms.DecimalField(label=_("Share of own outlets"), required=False)
    industry = forms.ChoiceField(label=_("Industry"), choices=[("", "–"), ("c", _("Household appliances"))])
    note = forms.CharField(label=_("Remark"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agree = forms.BooleanField(label=_("I have read the agreement"), help_text=_("It becomes part of the case."))
    locked = forms.CharField(label=_("Case"), disabled=True, initial="A-2026-0042", required=False)


class SampleFilter(forms.Form):
    q = forms.CharField(label=_("Name or number"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), ("late", _("Late"))])


@dataclass(frozen=True)
class SampleCase:
    """Something with a state, as the lifecycles have it."""

    reference: str
    state_label: str
    state_tone: str

    def state_label_for(self, reader):
        return self.state_label


STATES = (
    ("neutral", _("Draft")),
    ("active", _("Under review")),
    ("waiting", _("Waiting for the applicant")),
    ("good", _("Accepted")),
    ("warning", _("Returned for correction")),
    ("danger", _("Refused")),
)
JOURNEY = (
    (_("Application"), "done", -60),
    (_("Agreement"), "done", -45),
    (_("Document evaluation"), "done", -30),
    (_("On-site audit"), "current", -2),
    (_("Decision"), "ahead", None),
    (_("Certificate"), "ahead", None),
    (_("Surveillance"), "ahead", None),
)


def design(request):
    """Show the components."""
    demand_design(request)
    return render(request, "ui/gallery.html", foundations() | samples())


def demand_design(request):
    """404 for everybody but staff, and whoever is signed in to a demonstration."""
    if not (settings.DEMONSTRATION or request.user.roles):
        raise Http404


def samples():
    """What the design page shows: cases in every tone, a form fresh and with errors, dates near and far."""
    today, now = clock.today(), clock.now()
    cases = [SampleCase(f"A-2026-{number:04d}", label, tone) for number, (tone, label) in enumerate(STATES, 38)]
    return {
        "cases": cases,
        "levels": [level.value for level in Level],
        "days": [today + timedelta(days=days) for days in (-2, 0, 3, 40)],
        "now": now,
        "today": today,
        "amount": Decimal("23450.50"),
        "size": 3 * MEGABYTE + 4321,
        "limit": 20 * MEGABYTE,
        "page": Paginator(range(1, 124), 20).page(3),
        "rows": [
            (case, now - timedelta(days=5 * number), Decimal(8000 + 250 * number)) for number, case in enumerate(cases)
        ],
        "fresh": SampleForm(prefix="fresh"),
        "wrong": SampleForm({"wrong-code": "9131", "wrong-day": "31.12.", "wrong-locked": "x"}, prefix="wrong"),
        "filters": SampleFilter(),
        "sisters": [
            Sister(label, reference, "#main")
            for label, reference in ((_("Case file"), "A-2026-0042"), (_("Audit"), "U-2026-0040"))
        ],
        "steps": [_step(today, *step) for step in JOURNEY],
    }


def _step(today: date, label, status, days):
    """A step of the sample; the current one with our aim."""
    current = status == "current"
    return {
        "label": label,
        "status": status,
        "date": today + timedelta(days=days) if days is not None else None,
        "means": "since" if current else "on",
        "aim": today + timedelta(days=5) if current else None,
    }
