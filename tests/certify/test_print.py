"""Case file, dossier and register page on paper, printed by a real browser: what they say is there, what is pressed is not."""

import subprocess

import pytest
from django.urls import reverse
from playwright.sync_api import sync_playwright

from tests.certificates import cases
from tests.journeys.browsing import CHROMIUM, FLAGS
from tests.staged import SITE, serve

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def printed(html):
    """The pages of the PDF that a browser in the dark theme makes of a page, as texts without blanks."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(color_scheme="dark", base_url=SITE)
        page.route("**/*", lambda route: serve(route, html))
        page.goto("/")
        paper = page.pdf(prefer_css_page_size=True)
        browser.close()
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=paper, capture_output=True, check=True
    ).stdout.decode()
    return ["".join(each.split()) for each in text.removesuffix("\f").split("\f")]


@pytest.fixture
def pages(organisation, members, manager, client_of, client, settings):
    """{name: the page as HTML in English}."""
    settings.DEMONSTRATION = True
    certificate = cases.sealed(organisation, members=members, manager=manager)
    decision = certificate.decision
    type(manager).objects.filter(pk=manager.pk).update(language="en")
    file = reverse("case_file", args=[decision.audit.application.reference])
    addresses = {
        "timeline": f"{file}?part=timeline",
        "papers": f"{file}?part=papers",
        "dossier": decision.get_absolute_url(),
        "certificate": certificate.get_absolute_url(),
    }
    found = {name: client_of(manager).get(address).content.decode() for name, address in addresses.items()}
    public = client.get(f"/verify/{certificate.reference}/", headers={"accept-language": "en"})
    return found | {"register": public.content.decode(), "references": (decision, certificate)}


def test_paper_says_what_the_page_says_and_shows_no_navigation(pages):
    decision, certificate = pages.pop("references")
    application = decision.audit.application.reference
    expected = {
        "timeline": (application, "grantedcertification", "submittedtheapplication"),
        "papers": (application, "legal-status.pdf", "Papersbesidethechecklist"),
        "dossier": (decision.reference, cases.REASON, "5.1.1.1", "Allclauses"),
        "certificate": (certificate.reference, certificate.holder, "SHA-256"),
        "register": (certificate.reference, certificate.holder, "Thecertificateisinforcetoday."),
    }
    for name, words in expected.items():
        texts = printed(pages[name])
        whole = "".join(texts)
        for word in words:
            assert word in whole, (name, word)
        assert "Printedfromtherecordasof" in texts[0]
        assert "Demonstrationsystem:people,companiesandcertificates" in texts[0]
        assert f"1/{len(texts)}" in texts[0], name
        for pressed in ("Skiptothecontent", "Mywork", "Signout", "Pagesofthiscase", "Newestfirst", "DownloadthePDF"):
            assert pressed not in whole, (name, pressed)
