"""The pages of one case beside each other: where its application, audits, rounds and certificate are."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import has_interest_in_client
from applications.models import Application
from audits.models import Audit
from certificates.models import Certificate, Decision


@dataclass(frozen=True)
class Sister:
    """One page; `here` where it is that of the case asked about."""

    label: str
    reference: str
    url: str
    here: bool = False


def application_behind(case) -> Application:
    """The application that an audit, a decision or a certificate grew from."""
    if isinstance(case, Certificate):
        case = case.decision
    if isinstance(case, Decision):
        case = case.audit
    return case.application if isinstance(case, Audit) else case


def sisters_of(case, reader) -> list[Sister]:
    """The case file and the pages of the case that a member of staff may open."""
    application = application_behind(case)
    cases = [(_("Application"), application)]
    cases += [(_("Audit"), audit) for audit in _seen(Audit, reader).filter(application=application).order_by("pk")]
    if not has_interest_in_client(reader, application):
        rounds = _seen(Decision, reader).filter(audit__application=application).order_by("pk")
        cases += [(_("Decision"), decision) for decision in rounds]
    certificates = _seen(Certificate, reader).filter(decision__audit__application=application).order_by("pk")
    cases += [(_("Certificate"), certificate) for certificate in certificates]
    file = Sister(_("Case file"), application.reference, reverse("case_file", args=[application.reference]))
    pages = [Sister(label, each.reference, each.get_absolute_url(), each == case) for label, each in cases]
    return [file, *pages]


def _seen(model, reader):
    return model.objects.visible_to(reader)
