"""Days in sentences, written as on the pages."""

from django.utils.formats import date_format
from django.utils.translation import pgettext


def in_words(day):
    """3 May 2026, 2026年5月3日."""
    return date_format(day, pgettext("date format", "j F Y"))
