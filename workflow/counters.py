"""Numbers that are never given twice."""

from django.db import transaction

from workflow import clock
from workflow.models import Counter


def next_number(name: str) -> int:
    """The next number of the series `name`, from 1. The row stays locked until the surrounding transaction ends, so that a
    roll-back gives the number back and two writers never take the same one."""
    with transaction.atomic():
        Counter.objects.get_or_create(name=name)
        counter = Counter.objects.select_for_update().get(name=name)
        counter.value += 1
        counter.save(update_fields=["value"])
        return counter.value


def next_reference(letter: str) -> str:
    """A reference people can say on the telephone: `A-2026-0042`."""
    year = clock.today().year
    return f"{letter}-{year}-{next_number(f'{letter}-{year}'):04d}"
