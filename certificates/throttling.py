"""How often one address may ask the public register. The cache counts; where it is away the register stays open."""

import logging

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from rest_framework.throttling import ScopedRateThrottle

log = logging.getLogger(__name__)

LOOKUPS_PER_MINUTE = 60
UPLOADS_PER_MINUTE = 10


def address_of(request) -> str:
    """The visitor's address: of the connection, or as our own proxy wrote it down; never what the visitor claims."""
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        return "unknown"


def is_too_often(request, name: str, most: int) -> bool:
    """Count one more visit of this address in this minute: is it more than `most`?"""
    key = f"visits:{name}:{address_of(request)}:{timezone.now():%Y%m%d%H%M}"
    try:
        cache.add(key, 0, timeout=120)
        return cache.incr(key) > most
    except ValueError:  # the entry ran out between the two calls
        return False
    except Exception:
        log.exception("Visits cannot be counted; the public register stays open.")
        return False


class PublicThrottle(ScopedRateThrottle):
    """The API's limit (scope `public`), by the same address."""

    def get_ident(self, request):
        return address_of(request)

    def allow_request(self, request, view):
        try:
            return super().allow_request(request, view)
        except Exception:
            log.exception("Visits cannot be counted; the public register stays open.")
            return True
