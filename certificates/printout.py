"""What is printed on a certificate, read from the decision before and from the certificate after the grant."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from printing.qr import qr_svg
from scoring.rules import Level
from scoring.words import level_label

NATIONAL_REGISTER = "cx.cnca.cn"


def holder_facts(decision) -> dict:
    """The facts of the holder as they are frozen at the grant (17065, 7.7.1)."""
    organisation, application = decision.organisation, decision.audit.application
    return {
        "holder": organisation.name,
        "holder_en": organisation.name_en,
        "uscc": organisation.uscc,
        "address": organisation.address,
        "address_en": organisation.address_en,
        "scope": application.scope,
        "scope_en": application.scope_en,
        "sites": [{"name": site.name, "address": site.address} for site in application.sites.all()],
        "standard": decision.score_sheet.edition.standard,
    }


def printed_fields(decision) -> dict:
    """Label → text of everything that must be printable before a certificate is granted."""
    return fields_by_label(holder_facts(decision))


def fields_by_label(facts) -> dict:
    """Label → text, for naming the field in a refusal."""
    fields = {
        _("name of the organisation"): facts["holder"],
        _("name in English"): facts["holder_en"],
        _("registered address"): facts["address"],
        _("registered address in English"): facts["address_en"],
        _("scope of certification"): facts["scope"],
        _("scope in English"): facts["scope_en"],
    }
    for number, site in enumerate(facts["sites"], start=1):
        fields[_("site %(number)d") % {"number": number}] = f"{site['name']} {site['address']}"
    return {label: text for label, text in fields.items() if text}


def render_certificate(certificate) -> bytes:
    """The certificate as PDF bytes (PDF/A, unsigned); equal facts give equal bytes. Raises printing.errors.PrintingRefused."""
    from printing.engine import ARCHIVAL, render_pdf  # with the first PDF: it costs every start 0.7 s

    verify_url = settings.SITE_URL + reverse("verify_certificate", args=[certificate.reference])
    return render_pdf(
        "certificates/certificate.pdf.html",
        {"certificate": printed_facts(certificate), "verify_url": verify_url, "national_url": NATIONAL_REGISTER},
        language="zh-hans",
        variant=ARCHIVAL,
        images={"qr": qr_svg(verify_url)},
        checked_text={_("certificate number"): certificate.reference} | fields_by_label(frozen_facts(certificate)),
    )


def frozen_facts(certificate) -> dict:
    """The holder's facts as frozen on the certificate."""
    names = ("holder", "holder_en", "uscc", "address", "address_en", "scope", "scope_en", "sites", "standard")
    return {name: getattr(certificate, name) for name in names}


def printed_facts(certificate) -> dict:
    """Everything the certificate's template shows of it."""
    edition, level = certificate.score_sheet.edition, Level(certificate.level)
    names = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            names[language] = level_label(level)
    return frozen_facts(certificate) | {
        "number": certificate.reference,
        "standard_title": edition.title_zh,
        "standard_title_en": edition.title_en,
        "level": certificate.level,
        "level_name": names["zh-hans"],
        "level_name_en": names["en"],
        "stars": level.stars,
        "first_issued": certificate.first_issued_on,
        "issued": certificate.issued_on,
        "valid_until": certificate.expires_on,
    }
