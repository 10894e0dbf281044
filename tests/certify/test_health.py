"""/healthz tells a supervisor whether the process serves and the database answers."""

import pytest


@pytest.mark.django_db
def test_it_answers_anybody(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_without_a_database_it_is_not_well(client):
    """No database is open to this test, so that asking it fails."""
    client.raise_request_exception = False
    assert client.get("/healthz").status_code == 500
