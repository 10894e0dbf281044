"""The terms of a certification agreement as plain data, in both languages, as they stand at the moment of the offer."""

from django.conf import settings
from django.utils.translation import override

from applications.models import Application
from workflow import clock

VALIDITY_YEARS = 3
SURVEILLANCE_MONTHS = 12


def terms_of(application: Application, *, reference: str) -> dict:
    """What the agreement's PDF is made from; numbers as text, dates as ISO. The effort must have been fixed."""
    organisation, edition, effort = application.organisation, application.edition, application.effort
    return {
        "reference": reference,
        "application": application.reference,
        "date": clock.today().isoformat(),
        "body": {"name": settings.BODY_NAME, "name_en": settings.BODY_NAME_EN},
        "client": {
            "name": organisation.name,
            "name_en": organisation.name_en,
            "uscc": organisation.uscc,
            "address": organisation.address,
            "address_en": organisation.address_en,
            "legal_representative": organisation.legal_representative,
        },
        "standard": edition.standard,
        "edition_version": edition.version,
        "standard_title": {"zh": edition.title_zh, "en": edition.title_en},
        "purpose": both(Application.Purpose(application.purpose).label),
        "scope": application.scope,
        "scope_en": application.scope_en,
        "level_aimed": both(dict(Application.LEVELS)[application.level_aimed]),
        "sites": [
            {"name": site.name, "address": site.address, "kind": both(site.Kind(site.kind).label)}
            for site in application.sites.all()
        ],
        "days": f"{effort.days.normalize():f}",
        "outlets_to_visit": effort.outlets_to_visit,
        "lines": effort.lines,
        "fee_computed": f"{effort.fee_computed:.2f}",
        "fee": f"{effort.fee:.2f}",
        "validity_years": VALIDITY_YEARS,
        "surveillance_months": SURVEILLANCE_MONTHS,
        "demonstration": settings.DEMONSTRATION,
    }


def both(text) -> dict[str, str]:
    """A lazily translated text in both languages."""
    words = {}
    for key, language in (("zh", "zh-hans"), ("en", "en")):
        with override(language):
            words[key] = str(text)
    return words
