"""The public check: what a stranger with a telephone and a piece of paper reads."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates.models import Certificate
from files.models import StoredFile
from tests.certificates import cases
from tests.certificates.test_lifecycle import DAY, on
from tests.factories import OrganisationFactory, PersonFactory
from workflow.engine import perform

pytestmark = pytest.mark.django_db


def page(address, *, language="en", status=200, **query):
    answer = Client(headers={"accept-language": language}).get(address, query)
    assert answer.status_code == status, answer
    return answer.content.decode()


def address(certificate):
    return f"/verify/{certificate.reference}/"


def test_every_field_a_forger_could_change_in_both_languages(certificate):
    dates = {"en": ["j F Y"], "zh-hans": ["Y年n月j日"]}
    from django.utils.dateformat import format as written

    for language, (style,) in dates.items():
        text = page(address(certificate), language=language)
        for wanted in (
            certificate.reference, "北京诚信家电有限公司", "Beijing Chengxin Appliances Co., Ltd.", certificate.uscc,
            "北京市海淀区中关村大街1号", "1 Zhongguancun Street", "家用电器的销售及售后服务", "Sale and after-sales service",
            "朝阳服务站", "天津市和平区南京路2号", "GB/T 27922-2011", "示范认证有限公司",
            written(certificate.issued_on, style), written(certificate.expires_on, style),
            {"en": "Five-star", "zh-hans": "五星"}[language],
        ):  # fmt: skip
            assert wanted in text, (language, wanted)
        assert text.count("star-filled") == 10  # five at a glance, and the same five among the facts


@pytest.mark.parametrize(
    ("step", "word", "state", "plate", "headline"),
    [
        (None, "Valid", "", "good", "Valid"),
        ("suspend", "Not valid", "Suspended since ", "warning", "Not valid now: suspended"),
        ("withdraw", "Not valid", "Withdrawn since ", "danger", "Not valid: withdrawn"),
        ("cancel", "Not valid", "Cancelled since ", "danger", "Not valid: cancelled"),
    ],
)
def test_the_state_today_in_one_word(certificate, manager, step, word, state, plate, headline):
    if step:
        perform(certificate, step, by=manager, note="内部理由不公开")
    text = page(address(certificate))
    assert re.findall(r'<p class="plate-word">([^<]+)</p>', text) == [word]
    assert re.findall(r'<p class="plate-state">([^<]+)<time', text) == [state] * bool(step)
    assert re.findall(r'data-plate="(\w+)"', text) == [plate]
    assert f"<title>{certificate.reference}: {headline} · " in text
    assert "内部理由不公开" not in text
    assert manager.name not in text


def test_expired_though_no_task_ran_and_valid_on_the_last_day(certificate):
    with on(certificate.expires_on, 23):
        assert '<p class="plate-word">Valid</p>' in page(address(certificate))
    with on(certificate.expires_on + DAY, 0):
        text = page(address(certificate))
        assert '<p class="plate-word">Not valid</p>' in text
        assert '<p class="plate-state">Expired since <time' in text
    assert Certificate.objects.get().state == "valid"


def test_no_script_is_needed_and_nobody_signs_in(certificate):
    text = page(address(certificate))
    assert "htmx" not in text
    assert text.count("<form") >= 2
    assert "Demonstration: no real certificate" in text


def test_nothing_is_called_a_demonstration_where_it_is_none(certificate, settings):
    settings.DEMONSTRATION = False
    assert "Demonstration" not in page(address(certificate)).replace("Demonstration Certification Co.", "")


def test_the_form_leads_to_the_page_however_the_number_is_typed(certificate):
    number = certificate.reference
    for typed in (f" {number.lower()} ", f"{number[:3]} {number[3:5]}-{number[5:]}"):
        answer = Client().get("/verify/", {"number": typed})
        assert (answer.status_code, answer["Location"]) == (302, f"/verify/{number}/")
    assert "Valid" in page(f"/verify/{number.lower()}/")
    assert "Type the number of the certificate." in page("/verify/", number="  ")
    assert "Type the number of the certificate." not in page("/verify/")


@pytest.mark.parametrize("number", ["00026SC99999R0", "x" * 300, "证书", "%3Cscript%3Ealert(1)", "%00"])
def test_no_such_certificate_says_what_to_check(db, number):
    text = page(f"/verify/{number}/", status=404)
    assert "We have issued no certificate with this number." in text
    assert "What to check" in text
    assert "<script>alert" not in text


def test_letters_that_look_like_digits_are_understood(certificate):
    number = certificate.reference  # 00026SC00001R0
    for typed in (number.replace("0", "O"), number.lower().replace("1", "l"), number.replace("1", "I")):
        text = page(f"/verify/{typed}/", status=404)
        assert "Did you mean this number?" in text
        assert f'href="/verify/{number}/"' in text
        assert '<p class="plate-word plate-word-long">No such certificate</p>' in text
    assert "Did you mean" not in page(f"/verify/{number[:-1]}9/", status=404)


def test_a_link_that_is_sent_on_never_says_the_state_of_that_day(certificate):
    text = page(address(certificate))
    told = re.findall(r'<meta (?:name|property)="(?:og:)?(?:title|description)" content="([^"]+)"', text)
    assert len(told) == 3
    assert [each for each in told if "Valid" in each] == []
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/verify/{certificate.reference}/">' in text


def test_hostile_names_are_text(organisation, members, manager):
    organisation.name = "<img src=x onerror=alert(1)>\"&'公司"
    organisation.save()
    certificate = cases.granted(organisation, members=members, manager=manager)
    text = page(address(certificate))
    assert "<img src=x" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


# --- is it the PDF that we sealed? ------------------------------------------------------------------------------------


@pytest.fixture
def sealed(organisation, members, manager):
    return cases.sealed(organisation, members=members, manager=manager)


def bytes_of(certificate):
    with certificate.seal.stored.content.open("rb") as content:
        return content.read()


def compare(certificate, content, status=200):
    client = Client(headers={"accept-language": "en"}, enforce_csrf_checks=True)
    token = client.get(address(certificate)).cookies["csrftoken"].value
    upload = SimpleUploadedFile("mine.pdf", content, "application/pdf")
    kept = StoredFile.objects.count()
    answer = client.post(address(certificate), {"pdf": upload, "csrfmiddlewaretoken": token})
    assert answer.status_code == status
    assert StoredFile.objects.count() == kept
    return answer.content.decode()


def test_the_sealed_file_is_genuine_and_one_changed_byte_is_seen(sealed):
    content = bytes_of(sealed)
    text = compare(sealed, content)
    assert "Genuine: this is the file we sealed" in text
    assert text.count(sealed.seal.stored.sha256) == 2
    middle = content.index(b"stream") + 20
    changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    assert "Changed: do not rely on this file" in compare(sealed, changed)
    assert "Changed: do not rely on this file" in compare(sealed, content + b"\n% more\n")


def test_the_file_of_another_certificate_is_named(sealed, members, manager):
    other = cases.sealed(OrganisationFactory(members=[PersonFactory()]), members=members, manager=manager)
    text = compare(sealed, bytes_of(other))
    assert "This file belongs to another certificate" in text
    assert f'href="/verify/{other.reference}/"' in text


def test_signed_by_us_but_never_sealed(sealed):
    from printing.signature import sign_pdf

    ours = sign_pdf(cases.audits.applications.pdf().read(), reason="x", location="y")
    assert "Not in the register: do not rely on this file" in compare(sealed, ours)


@pytest.mark.parametrize("content", [b"hello", b"%PDF-1.7\n/ByteRange [0 1 2 3]\n%%EOF", bytes(range(256)) * 50])
def test_anything_else_is_not_ours(sealed, content):
    assert "Not ours: do not rely on this file" in compare(sealed, content)


def test_no_file_an_empty_file_and_one_too_large(sealed):
    client = Client(headers={"accept-language": "en"})
    assert "Choose the PDF file first." in client.post(address(sealed)).content.decode()
    assert "The file is empty." in compare(sealed, b"", status=422)
    assert "The file is larger than 10 MB" in compare(sealed, b"%PDF-" + bytes(10 * 1024 * 1024), status=422)


def test_while_it_is_being_sealed_the_facts_hold(certificate):
    text = page(address(certificate))
    assert "The PDF of this certificate is being sealed." in text
    assert 'name="pdf"' not in text


# --- how often --------------------------------------------------------------------------------------------------------


def test_one_address_asks_sixty_times_a_minute(db):
    client = Client(headers={"accept-language": "en"})
    statuses = [client.get("/verify/00026SC99999R0/").status_code for _ in range(61)]
    assert statuses == [404] * 60 + [429]
    answer = client.get("/verify/00026SC99999R0/")
    assert answer["Retry-After"] == "60"
    assert "Wait a minute and try again." in answer.content.decode()
    assert Client(REMOTE_ADDR="10.0.0.9").get("/verify/00026SC99999R0/").status_code == 404
    spoofed = client.get("/verify/00026SC99999R0/", headers={"x-forwarded-for": "1.2.3.4"})
    assert spoofed.status_code == 429


def test_the_register_stays_open_where_the_cache_is_away(db, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert Client().get("/verify/00026SC99999R0/").status_code == 404
    assert Client().get("/api/v1/certificates/00026SC99999R0/").status_code == 404


def test_the_day_is_the_chinese_one(certificate):
    late = datetime.datetime.combine(certificate.expires_on, datetime.time(16, 30), datetime.UTC)
    from workflow import clock

    with clock.pretend(late):
        assert certificate.state_today == "expired"
