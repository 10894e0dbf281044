"""The main navigation: each role its doors, and only the nearest one marked."""

import pytest

from certify.navigation import navigation


def doors(rf, user, path="/home/"):
    request = rf.get(path)
    request.user = user
    return navigation(request)


def marked(rows):
    return [row["url"] for row in rows if row["active"]]


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/home/", "/home/"),
        ("/dashboard/", "/dashboard/"),
        ("/dashboard/decisions/", "/dashboard/decisions/"),
        ("/dashboard/decisions/D-2026-0001/", "/dashboard/decisions/"),
    ],
)
def test_only_the_nearest_door_is_marked(rf, manager, path, url):
    assert marked(doors(rf, manager, path)) == [url]


def test_elsewhere_no_door_is_marked(rf, manager):
    assert marked(doors(rf, manager, "/account/")) == []


def test_an_applicant_and_an_auditor_have_doors_of_their_own(rf, applicant, auditor):
    assert [row["url"] for row in doors(rf, applicant)] == ["/home/", "/organisations/", "/verify/"]
    assert {"/audits/", "/home/"} <= {row["url"] for row in doors(rf, auditor)}
    assert "/dashboard/" not in {row["url"] for row in doors(rf, auditor)}


def test_a_stranger_has_no_doors(rf):
    from django.contrib.auth.models import AnonymousUser

    assert doors(rf, AnonymousUser()) == []
