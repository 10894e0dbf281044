"""Quorum and majority, exact in whole numbers."""

from collections import Counter

import pytest

from certificates.voting import Tally


def tally(quorum=3, numerator=2, denominator=3, **votes):
    return Tally(Counter(votes), quorum, numerator, denominator)


@pytest.mark.parametrize(
    ("votes", "missing", "carried"),
    [
        ({}, 3, []),
        ({"grant": 2}, 1, []),
        ({"grant": 3}, 0, ["grant"]),
        ({"grant": 2, "refuse": 1}, 0, ["grant"]),
        ({"grant": 1, "refuse": 2}, 0, ["refuse"]),
        ({"grant": 1, "refuse": 1, "send_back": 1}, 0, []),
        ({"grant": 2, "refuse": 2}, 0, []),
        ({"grant": 3, "refuse": 2}, 0, []),
        ({"grant": 4, "refuse": 2}, 0, ["grant"]),
        ({"send_back": 3, "grant": 1}, 0, ["send_back"]),
    ],
)
def test_what_is_missing_and_what_carries(votes, missing, carried):
    counts = tally(**votes)
    assert counts.missing == missing
    assert [position for position in ("grant", "refuse", "send_back") if counts.carries(position)] == carried


@pytest.mark.parametrize(("cast", "needed"), [(3, 2), (4, 3), (5, 4), (6, 4), (7, 5)])
def test_two_thirds_is_rounded_up(cast, needed):
    assert tally(grant=cast).needed_for("grant") == needed


def test_a_majority_of_one_in_one_wants_everybody():
    assert not tally(numerator=1, denominator=1, grant=9, refuse=1).carries("grant")
    assert tally(numerator=1, denominator=1, grant=10).carries("grant")
