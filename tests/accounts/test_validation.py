"""The unified social credit code: what people type, and what is one."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.validation import normalise_uscc, validate_uscc
from tests.factories import made_up_uscc

GOOD = "91110108MA01C8JU3Y"


@pytest.mark.parametrize(
    "typed",
    [
        GOOD,
        f" {GOOD} ",
        GOOD.lower(),
        "9111 0108 MA01 C8JU 3Y",
        "911101-08MA01C8JU3-Y",
        "\t91110108ma01c8ju3y\n",
        "９１１１０１０８ＭＡ０１Ｃ８ＪＵ３Ｙ",
        "91110108　MA01C8JU3Y",
    ],
)
def test_what_people_type_is_put_right(typed):
    assert normalise_uscc(typed) == GOOD
    validate_uscc(normalise_uscc(typed))


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (GOOD[:-1], "The code has 18 characters."),
        (GOOD + "1", "The code has 18 characters."),
        ("", "The code has 18 characters."),
        (GOOD[:-1] + "X", "The check digit does not fit."),
        ("91110108MA01C8UJ3Y", "The check digit does not fit."),
        ("91110108MA01I8JU3Y", "The code holds a character that never occurs in one"),
        ("91110108MA01C8JU3中", "The code holds a character that never occurs in one"),
        ("9111010AMA01C8JU3Y", "The code holds a character that never occurs in one"),
        ("91110108MA01\x008JU3Y", "The code holds a character that never occurs in one"),
    ],
)
def test_anything_else_gets_the_sentence_that_fits(code, sentence):
    with pytest.raises(ValidationError) as refusal:
        validate_uscc(code)
    with translation.override("en"):
        [said] = refusal.value.messages
    assert said.startswith(sentence)


def test_the_codes_of_the_suite_are_valid_and_differ():
    codes = [made_up_uscc(n) for n in range(50)]
    for code in codes:
        validate_uscc(code)
    assert len(set(codes)) == 50
