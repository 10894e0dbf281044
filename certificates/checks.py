"""The pattern of certificate numbers, refused at start where it could not work."""

import re

from django.conf import settings
from django.core.checks import Error, register

NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{2,37}")


def fault_of_pattern() -> str | None:
    """What is wrong with CERTIFICATE_NUMBER_PATTERN, or None. Numbers stand in addresses and are typed by people."""
    facts = {"body": settings.BODY_CODE, "yy": "26", "yyyy": 2026, "cycle": 0}
    try:
        first, second = (settings.CERTIFICATE_NUMBER_PATTERN.format(serial=serial, **facts) for serial in (1, 2))
        other_year = settings.CERTIFICATE_NUMBER_PATTERN.format(**facts | {"serial": 1, "yy": "27", "yyyy": 2027})
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        return f"It cannot be filled in ({error!r})."
    if first in (second, other_year):
        return "Every serial of every year must give another number: use {serial} and {yy} or {yyyy}."
    if not NUMBER.fullmatch(first):
        return f"“{first}” is no number: use 3 to 38 letters, digits, dots and dashes."
    return None


@register
def certificate_numbers_can_be_given(app_configs, **kwargs):
    fault = fault_of_pattern()
    hint = "Names that can be used: {body}, {yy}, {yyyy}, {serial} (for example {serial:05d}) and {cycle}."
    return [Error(f"CERTIFICATE_NUMBER_PATTERN: {fault}", hint=hint, id="certificates.number_pattern")] if fault else []
