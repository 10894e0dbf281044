"""Certificate numbers: in order, by the body's pattern, never twice."""

from datetime import date

import pytest
from django.db import transaction

from certificates.checks import fault_of_pattern
from certificates.models import CertificateSerial
from certificates.numbering import next_number, normalise_number

DAY = date(2026, 11, 23)


@pytest.mark.django_db
def test_serials_count_up_and_begin_again_every_year():
    assert [next_number(DAY, cycle=0) for _ in range(3)] == ["00026SC00001R0", "00026SC00002R0", "00026SC00003R0"]
    assert next_number(date(2027, 1, 1), cycle=1) == "00027SC00001R1"
    assert next_number(date(2026, 12, 31), cycle=0) == "00026SC00004R0"


@pytest.mark.django_db
def test_a_number_rolled_back_was_never_given():
    next_number(DAY, cycle=0)
    with transaction.atomic():
        assert next_number(DAY, cycle=0) == "00026SC00002R0"
        transaction.set_rollback(True)
    assert next_number(DAY, cycle=0) == "00026SC00002R0"
    assert CertificateSerial.objects.get().value == 2


@pytest.mark.django_db
def test_the_pattern_is_the_bodys(settings):
    settings.BODY_CODE, settings.CERTIFICATE_NUMBER_PATTERN = "123", "CN-{body}-{yyyy}-{serial:04d}"
    assert next_number(DAY, cycle=0) == "CN-123-2026-0001"
    settings.BODY_CODE = "124"
    assert next_number(DAY, cycle=0) == "CN-124-2026-0001"


@pytest.mark.parametrize(
    "typed",
    [
        "00026SC00001R0",
        "00026sc00001r0",
        "  000 26 SC 00001 R0 ",
        "000-26-SC–00001—R0",
        "０００２６ＳＣ００００１Ｒ０",
        "00026SC\u200b00001\u2060R0\x00",
        "000.26/SC_00001·R0",
    ],
)
def test_a_number_is_found_however_it_is_typed(typed):
    assert normalise_number(typed) == "00026SC00001R0"


def test_nonsense_stays_nonsense():
    assert normalise_number(" －— ") == ""
    assert normalise_number("证书" * 100) == "证书" * 20
    assert normalise_number("<script>") == "<SCRIPT>"


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("{body}{yy}SC{serial:05d}R{cycle}", None),
        ("CN-{body}-{yyyy}.{serial}", None),
        ("{body}{yy}SC", "Every serial of every year must give another number: use {serial} and {yy} or {yyyy}."),
        ("{body}SC{serial}", "Every serial of every year must give another number: use {serial} and {yy} or {yyyy}."),
        ("{body}/{yy}/{serial}", "“000/26/1” is no number: use 3 to 38 letters, digits, dots and dashes."),
        ("{yy}{serial:040d}", "“26" + "0" * 39 + "1” is no number: use 3 to 38 letters, digits, dots and dashes."),
        ("{yy}{number}", "It cannot be filled in (KeyError('number'))."),
        ("{yy", "It cannot be filled in (ValueError(\"expected '}' before end of string\"))."),
    ],
)
def test_a_pattern_that_cannot_work_is_refused_at_start(settings, pattern, fault):
    settings.CERTIFICATE_NUMBER_PATTERN = pattern
    assert fault_of_pattern() == fault
