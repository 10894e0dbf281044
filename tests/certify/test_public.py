"""The front page and what strangers' machines ask for: true to the data, light, and nothing compressed that holds secrets."""

import gzip
import re
from decimal import Decimal

import pytest
from django.test import Client

from applications.models import AuditDayRow, FeeItem
from certify.front import front_page
from tests.certify.drawing import words

pytestmark = pytest.mark.django_db
INDEXED = ("/", "/register/", "/verify/", "/accounts/login/", "/accounts/signup/")


def page(address="/", *, language="en", **headers):
    return Client(headers={"accept-language": language, **headers}).get(address)


@pytest.fixture
def tables():
    """The body's reference data as `prepare` loads it."""
    AuditDayRow.objects.all().delete()
    FeeItem.objects.all().delete()
    AuditDayRow.objects.bulk_create(
        [AuditDayRow(up_to=50, days=Decimal(2)), AuditDayRow(up_to=80, days=Decimal("3.5"))]
    )
    amounts = {
        "application": "1100",
        "evaluation_day": "5200.50",
        "registration": "2000",
        "annual": "1900",
        "copy": "90",
    }
    for code, amount in amounts.items():
        FeeItem.objects.create(code=code, title_zh=f"{code}费", title_en=f"Fee {code}", amount=Decimal(amount))


def test_the_example_is_worked_out_from_the_tariff_of_today(tables):
    text = words(page().content.decode())
    assert "A company with 60 employees and 9 outlets, of which 3 are visited: 3.5 audit days." in text
    assert "Fee evaluation_day × 3.5 ¥18,201.75" in text
    assert "Up to the certificate, first year included ¥23,201.75" in text
    assert "Fee copy ¥90" in text
    FeeItem.objects.filter(code="application").update(amount=Decimal(100))
    assert "¥22,201.75" in words(page().content.decode())


def test_without_a_complete_tariff_no_sum_is_invented(tables):
    FeeItem.objects.filter(code="annual").delete()
    text = words(page().content.decode())
    assert "An example" not in text
    assert "Fee application ¥1,100" in text
    FeeItem.objects.all().delete()
    AuditDayRow.objects.all().delete()
    assert page().status_code == 200


def test_aims_are_those_of_the_lifecycles_and_bounds_those_of_the_edition():
    facts = front_page()
    assert [(level, bound) for level, bound, _words in facts["levels"]] == [
        ("five_star", "95"),
        ("four_star", "90"),
        ("three_star", "80"),
        ("qualified", "70"),
    ]
    text = words(page().content.decode())
    for wanted in (
        "our aim: within 5 days", "please answer within 30 days", "our aim: within 15 days",
        "30 days for a minor nonconformity, 60 for a major one, 3 months at most", "valid for 3 years",
        "Below 70 points, or with 5 special deductions, nothing is certified.", "are our own aims",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_the_front_page_costs_the_same_number_of_queries(tables, django_assert_num_queries):
    page()
    with django_assert_num_queries(5):  # the edition twice (approved, newest), the tariff, the days, the papers
        page()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("address", INDEXED)
def test_pages_worth_finding_introduce_themselves(address, language):
    text = page(address, language=language).content.decode()
    found = dict(re.findall(r'<meta (?:name|property)="([\w:-]+)" content="([^"]*)"', text))
    assert "robots" not in found or found["robots"] == "noarchive"
    assert 20 < len(found["description"]) < 200
    assert found["og:title"]
    assert found["og:description"] == found["description"]
    assert found["og:url"] == f"http://127.0.0.1:8000{address}"
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{address}">' in text
    assert (re.search("[一-鿿]", found["description"].replace("示范", "")) is not None) == (language == "zh-hans")


def test_all_other_pages_ask_not_to_be_found(client_of, applicant, organisation):
    assert '<meta name="robots" content="noindex">' in page("/accounts/password/reset/").content.decode()
    assert '<meta name="robots" content="noindex">' in client_of(applicant).get("/home/").content.decode()


def test_robots_sitemap_and_icon():
    robots = page("/robots.txt")
    assert robots["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in robots.content.decode()
    assert "Disallow: /\n" not in robots.content.decode()
    sitemap = page("/sitemap.xml")
    assert sitemap["Content-Type"] == "application/xml; charset=utf-8"
    assert re.findall("<loc>(.+?)</loc>", sitemap.content.decode()) == [
        f"http://127.0.0.1:8000{address}" for address in ("/", "/register/", "/verify/", "/guide/")
    ]
    icon = page("/favicon.ico")
    assert (icon.status_code, icon["Location"]) == (302, "/static/img/logo.svg")
    assert Client().post("/robots.txt").status_code == 405


# --- compression ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [*INDEXED, "/verify/00026SC99999R0/"])
def test_public_pages_travel_compressed(address):
    answer = page(address, accept_encoding="gzip")
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert b"<!doctype html>" in gzip.decompress(answer.content)
    assert not page(address).has_header("Content-Encoding")


@pytest.mark.parametrize("address", ["/home/", "/account/", "/verify/", "/register/"])
def test_what_a_signed_in_person_reads_is_never_compressed(client_of, applicant, organisation, address):
    answer = client_of(applicant).get(address, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert not answer.has_header("Content-Encoding")


def test_the_token_of_the_language_form_is_written_differently_each_time():
    client = Client()
    tokens = {
        re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/verify/").content.decode()).group(1)
        for _ in range(3)
    }
    assert len(tokens) == 3


def test_a_style_sheet_travels_compressed_though_nothing_was_collected():
    answer = page("/static/css/forms.css", accept_encoding="gzip, br")
    assert answer["Content-Encoding"] == "gzip"
    assert b".form-control" in gzip.decompress(b"".join(answer.streaming_content))


def test_the_colour_of_the_browsers_bar_is_that_of_ours():
    from tests.certify.test_skin import themes

    red, green, blue = themes()["light"]["c-bar"]
    assert f'<meta name="theme-color" content="#{red:02x}{green:02x}{blue:02x}">' in page().content.decode()
