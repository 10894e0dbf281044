"""The register for programs."""

import pytest
from django.core.management import call_command
from django.test import Client

from tests.certificates import cases
from tests.certificates.test_lifecycle import DAY, on
from workflow import clock
from workflow.engine import perform

pytestmark = pytest.mark.django_db


def get(number, **headers):
    return Client(headers=headers).get(f"/api/v1/certificates/{number}/")


def test_the_same_facts_as_on_the_page(organisation, members, manager, settings):
    certificate = cases.sealed(organisation, members=members, manager=manager)
    perform(certificate, "suspend", by=manager, note="不公开的理由")
    answer = get(certificate.reference)
    today = clock.today()
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    body = answer.json()
    history = body.pop("history")
    assert body == {
        "number": certificate.reference,
        "state": "suspended",
        "state_on": str(today),
        "holder": "北京诚信家电有限公司",
        "holder_en": "Beijing Chengxin Appliances Co., Ltd.",
        "uscc": organisation.uscc,
        "address": "北京市海淀区中关村大街1号",
        "address_en": "1 Zhongguancun Street, Haidian District, Beijing",
        "scope": "家用电器的销售及售后服务",
        "scope_en": "Sale and after-sales service of household appliances",
        "sites": certificate.sites,
        "standard": "GB/T 27922-2011",
        "level": "five_star",
        "stars": 5,
        "first_issued_on": str(today),
        "issued_on": str(today),
        "expires_on": str(certificate.expires_on),
        "body": {"code": "000", "name": settings.BODY_NAME, "name_en": settings.BODY_NAME_EN},
        "sha256": certificate.seal.stored.sha256,
        "url": f"http://127.0.0.1:8000/verify/{certificate.reference}/",
        "demonstration": True,
    }
    assert [(row["step"], row["state"]) for row in history] == [("issue", "valid"), ("suspend", "suspended")]
    assert set(history[0]) == {"at", "step", "state"}
    assert "不公开的理由" not in answer.content.decode()


def test_typed_numbers_and_the_state_by_dates(certificate):
    assert get(certificate.reference.lower()).json()["number"] == certificate.reference
    assert get(certificate.reference).json()["sha256"] == ""
    with on(certificate.expires_on + DAY):
        body = get(certificate.reference).json()
    assert (body["state"], body["state_on"]) == ("expired", str(certificate.expires_on + DAY))
    assert body["history"][-1] == {
        "at": f"{certificate.expires_on + DAY}T00:00:00+08:00",
        "step": "expire",
        "state": "expired",
    }


def test_an_unknown_number_is_a_sentence():
    answer = get("00026SC99999R0", **{"accept-language": "en"})
    assert answer.status_code == 404
    assert answer.json() == {"detail": "There is no certificate with this number. Check the number as it is printed."}
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_nothing_can_be_written_and_nobody_is_recognised(certificate, client_of, manager):
    client = client_of(manager)
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(f"/api/v1/certificates/{certificate.reference}/").status_code == 405


def test_one_address_is_slowed_down_whatever_it_claims_to_be():
    statuses = [get("00026SC99999R0", **{"x-forwarded-for": f"10.0.0.{n}"}).status_code for n in range(121)]
    assert statuses == [404] * 120 + [429]


def test_the_schema_is_complete_without_a_warning(tmp_path):
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))
    text = (tmp_path / "schema.yml").read_text()
    assert "/api/v1/certificates/{number}/" in text
    assert "/api/v1/{machine}/{reference}/steps/{step}/" in text
