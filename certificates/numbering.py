"""Certificate numbers: unique, never reused, by a pattern the body configures."""

import re
from datetime import date

from django.conf import settings
from django.db import transaction

from certificates.models import CertificateSerial

LONGEST = 40
# White space, and what people write or copy between groups of digits, the zero-width ones included.
SEPARATORS = re.compile(r"[\s\-\u2010-\u2015_.·/\u200b-\u200d\u2060\ufeff\x00]")

LOOKALIKES = str.maketrans("OIL", "011")


def next_number(day: date, *, cycle: int) -> str:
    """The next number of the year of `day`. The serial's row stays locked until the granting transaction ends: a roll-back
    gives the serial back unused, and two grants never take the same one. Serials begin at 1 every year."""
    series = f"{settings.BODY_CODE}-{day.year}"
    with transaction.atomic():
        CertificateSerial.objects.get_or_create(series=series)
        row = CertificateSerial.objects.select_for_update().get(series=series)
        row.value += 1
        row.save(update_fields=["value"])
    return settings.CERTIFICATE_NUMBER_PATTERN.format(
        body=settings.BODY_CODE, yy=f"{day.year % 100:02d}", yyyy=day.year, serial=row.value, cycle=cycle
    )


def digits_for_letters(number: str) -> str:
    """The number with digits where letters that look like them were read: O for 0, I or L for 1."""
    return number.translate(LOOKALIKES)


def normalise_number(typed: str) -> str:
    """A number as a person may type it, brought to the form we print: full-width to ASCII, no spaces or dashes, capitals."""
    half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in typed)
    return SEPARATORS.sub("", half).upper()[:LONGEST]
