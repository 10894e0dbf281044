"""The public directory of certificates, searched by anyone."""

from django.db.models import Q

from certificates.models import Certificate
from certificates.numbering import digits_for_letters, normalise_number
from scoring.rules import Level
from workflow import clock

MOST_WORDS = 6  # a name is written in fewer; each one costs the database a look at every row
LEVELS = [level.value for level in Level if level is not Level.NOT_PASSED]
ORDERS = {
    "number": "reference",
    "holder": "holder",
    "level": "level_rank",
    "issued": "issued_on",
    "expires": "expires_on",
}


def certificates_published(*, words="", state="", level="", year=None, sort=""):
    """Every certificate ever granted, the newest first, whatever became of it. `state` is the state today, whether or not the
    nightly step has run; `year` is that of issue. Unknown choices are left aside, and so are words beyond
    MOST_WORDS."""
    found = Certificate.objects.with_level_rank()
    for word in words.replace("\x00", " ").split()[:MOST_WORDS]:
        found = found.filter(_named(word))
    if state in Certificate.State.values:
        found = found.in_state(state, clock.today())
    if level in LEVELS:
        found = found.filter(level=level)
    if year:
        found = found.filter(issued_on__year=year)
    name = ORDERS.get(sort.removeprefix("-"))
    order = f"{'-' if sort.startswith('-') else ''}{name}" if name else "-issued_on"
    return found.order_by(order, "-pk")


def years_of_issue():
    """The years in which a certificate was issued, the newest first."""
    return [day.year for day in Certificate.objects.dates("issued_on", "year", order="DESC")]


def number_meant(typed: str) -> str | None:
    """The number of a certificate that is found when the letters O, I and L are read as digits, or None."""
    number = digits_for_letters(normalise_number(typed))
    return Certificate.objects.filter(lookup=number).values_list("reference", flat=True).first()


def _named(word):
    number = normalise_number(word)
    by_number = Q(lookup__contains=number) if number else Q()
    return by_number | Q(holder__icontains=word) | Q(holder_en__icontains=word) | Q(uscc__icontains=word)
