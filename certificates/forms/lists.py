"""The bars above the lists of decisions, certificates and surveillances."""

from datetime import timedelta
from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from certificates.models import LIVING, Certificate, Decision, Surveillance
from certificates.queries.lists import EXPIRING_DAYS, SURVEILLANCE_DAYS
from scoring.words import level_choices
from workflow import clock
from workflow.lists import CaseFilter

OF_HOLDER = ("holder", "holder_en", "uscc")


def within(days):
    return [
        (str(each), ngettext_lazy("Within %(days)d day", "Within %(days)d days", each) % {"days": each})
        for each in days
    ]


class DecisionFilter(CaseFilter):
    model = Decision
    searched = (
        "reference",
        "audit__reference",
        "organisation__name",
        "organisation__name_en",
        "organisation__uscc",
    )
    next = None
    level = forms.ChoiceField(label=_("Level"), required=False, choices=level_choices)

    def narrow(self, found):
        found = super().narrow(found)
        return found.filter(level=self.asked("level")) if self.asked("level") else found


class CertificateFilter(CaseFilter):
    """`state` is the state today, whether or not the nightly step has run."""

    model = Certificate
    searched = ("reference", *OF_HOLDER)
    next = None
    due = None
    level = forms.ChoiceField(label=_("Level"), required=False, choices=partial(level_choices, passed_only=True))
    expiring = forms.ChoiceField(
        label=_("Expires"), required=False, choices=[("", _("At any time")), *within(EXPIRING_DAYS)]
    )
    surveillance = forms.ChoiceField(
        label=_("Surveillance"),
        required=False,
        choices=[("", _("At any time")), ("late", _("Late")), *within(SURVEILLANCE_DAYS)],
    )
    field_order = ["q", "state", "level", "expiring", "surveillance"]

    def in_state(self, found, state):
        return found.in_state(state, clock.today())

    def narrow(self, found):
        found, today = super().narrow(found), clock.today()
        if level := self.asked("level"):
            found = found.filter(level=level)
        if days := self.asked("expiring"):
            last = today + timedelta(days=int(days))
            found = found.filter(state__in=LIVING, expires_on__gte=today, expires_on__lte=last)
        if when := self.asked("surveillance"):
            found = found.filter(state__in=LIVING, expires_on__gte=today)
            if when == "late":
                return found.filter(next_surveillance__lt=today)
            return found.filter(next_surveillance__range=(today, today + timedelta(days=int(when))))
        return found


class SurveillanceFilter(CaseFilter):
    model = Surveillance
    searched = ("reference", "certificate__reference", *(f"certificate__{name}" for name in OF_HOLDER))
    next = None
