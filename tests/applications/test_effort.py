"""Audit days, outlet sample and fee: every boundary of the tables, with exact values."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications import effort

TABLE = [
    (10, Decimal("2")),
    (25, Decimal("2.5")),
    (65, Decimal("3")),
    (175, Decimal("4")),
    (425, Decimal("5")),
    (875, Decimal("6")),
]
TARIFF = {
    code: effort.Fee(code, f"{code} zh", f"{code} en", Decimal(amount))
    for code, amount in (("application", 1000), ("evaluation_day", 5000), ("registration", 2000), ("annual", 2000))
}


@pytest.mark.parametrize(
    ("headcount", "days"),
    [
        (1, "2"),
        (10, "2"),
        (11, "2.5"),
        (25, "2.5"),
        (26, "3"),
        (65, "3"),
        (66, "4"),
        (175, "4"),
        (176, "5"),
        (425, "5"),
        (426, "6"),
        (875, "6"),
        (876, "7"),
        (1750, "7"),
        (1751, "8"),
        (3500, "8"),
        (3501, "9"),
    ],
)
def test_days_of_an_initial_audit_follow_the_table_and_grow_by_one_per_doubling(headcount, days):
    assert effort.audit_days(headcount, TABLE) == Decimal(days)


@pytest.mark.parametrize(
    ("headcount", "surveillance", "recertification"),
    [
        (10, "1", "1.5"),  # ½ of 2; ⅔ of 2 is 1.33 and the minimum 1.5
        (25, "1.5", "2"),  # 1.25 and 1.67, rounded up to half days
        (65, "1.5", "2"),
        (175, "2", "3"),  # ⅔ of 4 is 2.67
        (425, "2.5", "3.5"),
        (875, "3", "4"),
        (1750, "3.5", "5"),
    ],
)
def test_surveillance_takes_half_and_recertification_two_thirds(headcount, surveillance, recertification):
    assert effort.audit_days(headcount, TABLE, kind="surveillance") == Decimal(surveillance)
    assert effort.audit_days(headcount, TABLE, kind="recertification") == Decimal(recertification)


def test_surveillance_never_takes_less_than_one_day_nor_recertification_less_than_one_and_a_half():
    tiny = [(10, Decimal("0.5"))]
    assert effort.audit_days(5, tiny) == Decimal("0.5")
    assert effort.audit_days(5, tiny, kind="surveillance") == Decimal("1")
    assert effort.audit_days(5, tiny, kind="recertification") == Decimal("1.5")


@pytest.mark.parametrize(
    ("outlets", "initial", "surveillance", "recertification"),
    [
        (0, 0, 0, 0),
        (1, 1, 1, 1),
        (2, 2, 1, 2),
        (3, 2, 2, 2),
        (4, 2, 2, 2),
        (5, 3, 2, 2),
        (9, 3, 2, 3),
        (10, 4, 2, 3),
        (25, 5, 3, 4),
        (26, 6, 4, 5),
        (100, 10, 6, 8),
        (101, 11, 7, 9),
        (10**16, 10**8, 6 * 10**7, 8 * 10**7),
        (10**16 + 1, 10**8 + 1, 6 * 10**7 + 1, 8 * 10**7 + 1),
    ],
)
def test_outlet_sample(outlets, initial, surveillance, recertification):
    assert effort.outlets_to_visit(outlets) == initial
    assert effort.outlets_to_visit(outlets, "surveillance") == surveillance
    assert effort.outlets_to_visit(outlets, "recertification") == recertification


@given(st.integers(0, 10**30))
def test_the_sample_is_the_smallest_number_that_reaches_the_share_of_the_root(outlets):
    for kind, share in (
        ("initial", Fraction(1)),
        ("surveillance", Fraction(3, 5)),
        ("recertification", Fraction(4, 5)),
    ):
        size = effort.outlets_to_visit(outlets, kind)
        assert size**2 >= share**2 * outlets
        assert size == 0 or (size - 1) ** 2 < share**2 * outlets


@given(st.integers(0, 10**20))
def test_the_root_is_rounded_up_exactly(number):
    root = effort.ceil_sqrt(number)
    assert root == isqrt(number) + (isqrt(number) ** 2 < number)
    assert ceil(root) == root


def test_each_sampled_outlet_takes_at_least_half_a_day():
    assert effort.audit_days(10, TABLE, outlets=16) == Decimal("2")
    assert effort.audit_days(10, TABLE, outlets=17) == Decimal("2.5")
    assert effort.audit_days(10, TABLE, outlets=100) == Decimal("5")
    assert effort.audit_days(10, TABLE, outlets=100, kind="surveillance") == Decimal("3")


def test_fee_of_an_initial_certification():
    lines = effort.fee_lines(TARIFF, Decimal("2.5"))
    assert [(line.fee.code, line.quantity, line.amount) for line in lines] == [
        ("application", 1, Decimal("1000.00")),
        ("evaluation_day", Decimal("2.5"), Decimal("12500.00")),
        ("registration", 1, Decimal("2000.00")),
        ("annual", 1, Decimal("2000.00")),
    ]
    assert effort.total(lines) == Decimal("17500.00")


def test_a_fee_line_writes_its_numbers_as_text():
    line = effort.fee_lines(TARIFF, Decimal("10.0"))[1]
    assert line.as_plain() == {
        "code": "evaluation_day",
        "title_zh": "evaluation_day zh",
        "title_en": "evaluation_day en",
        "unit_price": "5000.00",
        "quantity": "10",
        "amount": "50000.00",
    }


def test_what_cannot_be_worked_out_is_named():
    with pytest.raises(effort.EffortError, match=r"^the audit-day table is empty$"):
        effort.audit_days(5, [])
    with pytest.raises(effort.EffortError, match=r"^the headcount is missing$"):
        effort.audit_days(0, TABLE)
    with pytest.raises(effort.EffortError, match=r"^the tariff has no line 'annual'$"):
        effort.fee_lines({code: fee for code, fee in TARIFF.items() if code != "annual"}, Decimal(2))
