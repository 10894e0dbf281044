"""The page of the agreement: read, sign by name, or decline."""

import pytest
from django.urls import reverse

from tests.applications import cases
from tests.applications.proof import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(organisation):
    return cases.offered(organisation)


@pytest.fixture
def web(browser_of, applicant):
    return browser_of(applicant)


def page_of(application):
    return reverse("application_agreement", args=[application.reference])


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_the_page_shows_figures_and_hash_and_offers_the_document(web, application):
    page = text_of(web.get(page_of(application)))
    assert application.agreement.stored.sha256 in page
    assert "¥25,000" in page
    answer = web.get(reverse("agreement_document", args=[application.reference]))
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_accepting(web, application):
    data = {"name": "王小明", "is_read": "on", "sha256": application.agreement.stored.sha256}
    answer = web.post(page_of(application), data, follow=True)
    assert "The agreement is accepted. The document evaluation follows." in text_of(answer)
    application.refresh_from_db()
    assert application.state == "agreed"
    assert "王小明" in text_of(web.get(page_of(application)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Type your full name: it stands for your signature."),
        ({"is_read": ""}, "Tick the box if you have read the agreement and may sign it."),
        ({"sha256": "0" * 64}, "The agreement you read is not the one on file."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(web, application, change, sentence):
    data = {"name": "王小明", "is_read": "on", "sha256": application.agreement.stored.sha256} | change
    before = everything()
    answer = web.post(page_of(application), data)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert f'value="{data["name"]}"' in answer.content.decode() or not data["name"]
    assert everything() == before


def test_the_bare_step_does_not_accept(web, application):
    before = everything()
    answer = web.post(reverse("step", args=["application", application.reference, "agree"]), follow=True)
    assert "Open the agreement, and type your name to accept it." in text_of(answer)
    assert everything() == before


def test_staff_read_and_do_not_sign(browser_of, officer, application):
    web = browser_of(officer)
    page = text_of(web.get(page_of(application)))
    assert "The applicant has not accepted it yet." in page
    assert "Your full name" not in page
    before = everything()
    data = {"name": "x", "is_read": "on", "sha256": application.agreement.stored.sha256}
    assert web.post(page_of(application), data).status_code == 403
    assert everything() == before


def test_before_the_offer_there_is_nothing_to_read(web, organisation):
    application = cases.submitted(organisation)
    assert web.get(page_of(application)).status_code == 404
    assert web.get(reverse("agreement_document", args=[application.reference])).status_code == 404


def test_declining_through_the_page(web, application):
    step = reverse("step", args=["application", application.reference, "decline"])
    assert web.post(step, {"note": ""}).status_code == 422
    answer = web.post(step, {"note": "费用过高。"}, follow=True)
    assert "The application is withdrawn" in text_of(answer)
    assert "费用过高。" in text_of(answer)
