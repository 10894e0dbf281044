"""The product's one clock: the moment now and the civil date in China.

Domain code asks here and nowhere else, so that the demonstration data can be made as of earlier days through the very
actions that people use. Outside demonstration mode and tests nobody can turn the clock.
"""

import contextlib
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """The present moment, aware."""
    return _pretended.get() or timezone.now()


def today() -> date:
    """The present civil date in TIME_ZONE (certificates begin and end with Chinese days)."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The civil date of an aware moment in TIME_ZONE."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


@contextlib.contextmanager
def pretend(moment: datetime):
    """Let `now()` answer `moment` inside the block. Raises ImproperlyConfigured in production."""
    if settings.PRODUCTION:
        raise ImproperlyConfigured("The clock cannot be turned in production.")
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
