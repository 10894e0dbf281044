"""From each page of a case one line leads to its file and to its sister pages."""

import re

import pytest
from django.urls import reverse

from certificates.actions import step_aside
from tests.certificates import cases
from tests.factories import AuditorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(client_of):
    """(address, is it the page itself) of each link of the line, or None where there is no line."""

    def found(person, address):
        page = client_of(person).get(address).content.decode()
        start = page.find('<nav class="case-line"')
        if start < 0:
            return None
        links = re.findall(r'<a href="([^"]+)"( aria-current="page")?', page[start : page.index("</nav>", start)])
        return [(url, bool(here)) for url, here in links]

    return found


def test_every_page_of_a_case_leads_to_the_others(organisation, members, manager, applicant, officer, line):
    certificate = cases.granted(organisation, members=members, manager=manager)
    decision = certificate.decision
    parts = [decision.audit.application, decision.audit, decision, certificate]
    file = reverse("case_file", args=[parts[0].reference])
    for here in parts:
        links = [(each.get_absolute_url(), each is here) for each in parts]
        assert line(manager, here.get_absolute_url()) == [(file, False), *links]
    assert line(manager, file) == [(file, True), *((each.get_absolute_url(), False) for each in parts)]
    without_decision = [file, *(each.get_absolute_url() for each in parts if each is not decision)]
    assert [url for url, _here in line(officer, file)] == without_decision
    outsider = AuditorFactory()
    assert [url for url, _here in line(outsider, file)] == [
        url for url in without_decision if url != decision.audit.get_absolute_url()
    ]
    assert line(applicant, parts[0].get_absolute_url()) is None
    assert line(applicant, certificate.get_absolute_url()) is None


def test_who_stepped_aside_is_not_led_to_the_dossier(organisation, members, line):
    decision = cases.opened(organisation, members=members)
    step_aside(decision, by=members[2], kind="relative", note="近亲属。")
    application = decision.audit.application
    urls = [url for url, _here in line(members[2], application.get_absolute_url())]
    assert decision.get_absolute_url() not in urls
    assert decision.audit.get_absolute_url() in urls
