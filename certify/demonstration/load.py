"""Loading the demonstration: all of it in one transaction, on an empty database, in demonstration mode only."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from accounts.models import User
from certificates.tasks import expire_certificates
from certify.demonstration import stories
from certify.demonstration.cast import hire, sign_ins
from certify.demonstration.companies import companies
from certify.demonstration.stories import Teller, days_ago
from scoring.actions import approve_edition
from scoring.queries import current_edition

APPLICANTS_SHOWN = {
    "mingtai": "client with a five-star certificate 获证组织",
    "tianyi": "client with corrective action to send 整改中",
    "chunhui": "applicant with a draft 申请组织",
}
BEFORE_ALL = 4 * 365  # days ago: the edition is loaded and approved, the staff hired


def is_empty() -> bool:
    return not User.objects.exists()


@transaction.atomic
def load_demonstration(tell=print) -> str:
    """Make the demonstration and return the list of sign-ins. Raises ImproperlyConfigured outside demonstration mode."""
    if not settings.DEMONSTRATION or settings.PRODUCTION:
        raise ImproperlyConfigured("Demonstration data is loaded in demonstration mode only.")
    with days_ago(BEFORE_ALL):
        cast = hire()
        approve_edition(current_edition(), by=cast["manager"])
    shown = []
    told = companies()
    for number, company in enumerate(told, start=1):
        with days_ago(3 * 365 + 200):
            teller = Teller(company, number, cast)
        getattr(stories, company.story)(teller)
        if company.key in APPLICANTS_SHOWN:
            shown.append((teller.organisation.people.first(), APPLICANTS_SHOWN[company.key]))
        if number % 10 == 0:
            tell(f"  {number} of {len(told)} companies")
    expire_certificates()
    return sign_ins(shown)
