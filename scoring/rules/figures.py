"""Numbers in and out: exact on the way in, and on the way out never higher than they are."""

import re
from decimal import Decimal
from fractions import Fraction

# Plain digits only: "1e999999999" would otherwise be expanded into a number that fills the memory.
PLAIN_NUMBER = re.compile(r"[0-9]{1,40}(\.[0-9]{1,40})?")
WIDEST_EXPONENT = 40

Number = int | Fraction | Decimal | str


class ScoreError(ValueError):
    """Something cannot be scored: `place` is the dotted way to it in a score sheet, `sentence` says what is wrong."""

    def __init__(self, place: str, sentence: str):
        super().__init__(f"{place}: {sentence}")
        self.place, self.sentence = place, sentence


def exact(value: Number) -> Fraction:
    """The value without any loss; text must be plain digits such as "2.5".

    TypeError for a float, a boolean or anything else; ValueError for text or a decimal that is no plain finite number.
    """
    if isinstance(value, bool) or not isinstance(value, Number):
        raise TypeError(f"must be an exact number, not {value!r}")
    if isinstance(value, str) and not PLAIN_NUMBER.fullmatch(value):
        raise ValueError("must be written in plain digits, such as 2 or 2.5")
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int) or abs(exponent) > WIDEST_EXPONENT:
            raise ValueError("must be a plain finite number")
    return Fraction(value)


def is_count(value: object, *, least: int = 0) -> bool:
    """Whether value is a whole number of at least `least`; true and false are no numbers."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def rounded_down(value: Fraction) -> str:
    """At most two decimals, cut and never rounded up, without trailing zeros: 96.39, 93.5, 97.

    So 94.996 never shows as 95. For values of at least 0, as every score is.
    """
    return _decimal_text(value.numerator * 100 // value.denominator, places=2)


def written(value: Fraction) -> str:
    """The exact decimal where it ends (93.5), else the fraction in lowest terms (1225/13)."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return lowest_terms(value)
    places = max(twos, fives)
    return _decimal_text(value.numerator * 10**places // value.denominator, places=places)


def lowest_terms(value: Fraction) -> str:
    """9253/97; a whole number stands alone: 95."""
    if value.denominator == 1:
        return _digits(value.numerator)
    return f"{_digits(value.numerator)}/{_digits(value.denominator)}"


def _decimal_text(scaled: int, *, places: int) -> str:
    digits = _digits(scaled).rjust(places + 1, "0")
    head, tail = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{head}.{tail}".rstrip("0").rstrip(".") if places else digits


def _digits(number: int) -> str:
    # str() refuses whole numbers of more than 4300 digits, which a hostile sheet can reach; Decimal writes any exactly.
    return format(Decimal(number), "f")
