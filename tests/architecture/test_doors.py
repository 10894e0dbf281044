"""Every page needs sign-in, except a listed few."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.middleware import OPEN_NAMES, OPEN_PREFIXES

SAMPLES = {"int": "1", "uuid": "00000000-0000-0000-0000-000000000000", "slug": "x", "str": "x", "path": "x"}
# Whoever opens a door to strangers writes it here, too. Reviewed: none of these shows a case.
OPEN_TO_STRANGERS = {
    "names": {"landing", "register", "set_language", "healthz", "schema", "robots", "sitemap", "favicon"},
    "prefixes": ("/accounts/", "/verify/", "/guide/", "/api/v1/certificates/", "/static/", "/invitations/"),
}


def addresses(patterns=None, before="/"):
    """(address with sample values, name) of every pattern of the project."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        here = before + sample(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield re.sub(r"//+", "/", here), pattern.name


def sample(route):
    """A route with its variables filled in; regular expressions are brought to the same form first."""
    route = (
        re.sub(r"\(\?P<\w+>(?:[^()]|\([^()]*\))*\)", "x", route).replace("^", "").replace("$", "").replace("\\Z", "")
    )
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found.group(1) or "str", "x"), route)


ADDRESSES = sorted({(address, name or "") for address, name in addresses()})
CLOSED = [
    address
    for address, name in ADDRESSES
    if name not in OPEN_TO_STRANGERS["names"] and not address.startswith(OPEN_TO_STRANGERS["prefixes"])
]
OPEN = [address for address, _name in ADDRESSES if address not in CLOSED]


def test_the_list_of_open_doors_is_the_one_that_was_reviewed():
    assert {"names": OPEN_NAMES, "prefixes": OPEN_PREFIXES} == OPEN_TO_STRANGERS


def test_the_table_of_addresses_is_read_in_full():
    found = {address for address, _name in ADDRESSES}
    assert {"/home/", "/organisations/", "/staff/x/roles/", "/steps/x/x/x/", "/admin/", "/accounts/login/"} <= found
    assert len(CLOSED) > 60


@pytest.mark.django_db
@pytest.mark.parametrize("address", CLOSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_sign_in(client, address, method):
    answer = getattr(client, method)(address)
    if address.startswith("/api/"):
        assert answer.status_code == 401
    else:
        assert answer.status_code in {302, 404, 405}, answer
        assert answer.status_code != 302 or answer["Location"].startswith("/accounts/login/?next=")


@pytest.mark.django_db
@pytest.mark.parametrize("address", OPEN)
def test_an_open_door_never_breaks(client, address):
    assert client.get(address).status_code < 500
