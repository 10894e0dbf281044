"""The money of a case: what was worked out, what was agreed, and the annual fees that follow from it. Nothing is charged here."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from applications.models import FeeItem
from certificates.calendar import years_later
from certify.casefile.file import CaseFile
from scoring.bilingual import in_language
from workflow import clock

INCLUDED, FELL_DUE = _("in the fee agreed"), _("fell due")
TO_COME, FALLS_AWAY = _("to come"), _("falls away: the certificate ended before")


@dataclass(frozen=True)
class Position:
    """One line of the offer."""

    title: str
    unit_price: Decimal
    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True)
class AnnualFee:
    """The annual fee of one year of validity; without a certificate there is no day yet."""

    year: int
    begins_on: date | None
    amount: Decimal
    standing: str


def money_of(file: CaseFile, _query=None) -> dict:
    """The offer as agreed, for staff also how it came about."""
    agreement = getattr(file.application, "agreement", None)
    effort = getattr(file.application, "effort", None) if file.for_staff else None
    return _figures(agreement, effort) | {
        "agreement": agreement,
        "agreed": bool(agreement and agreement.accepted_at),
        "effort": effort,
        "annual": annual_fees(file, agreement) if agreement else [],
    }


def _figures(agreement, effort):
    """Days, fee and lines as offered; before an offer as the officer fixed them."""
    names = ("days", "fee", "fee_computed")
    terms = (
        agreement.terms if agreement else {name: getattr(effort, name) for name in (*names, "lines")} if effort else {}
    )
    figures = {name: Decimal(terms[name]) if terms else None for name in names}
    return figures | {"positions": [position(line) for line in terms.get("lines", [])]}


def position(line: dict) -> Position:
    return Position(
        in_language(line["title_zh"], line["title_en"]),
        *(Decimal(line[name]) for name in ("unit_price", "quantity", "amount")),
    )


def annual_fees(file: CaseFile, agreement) -> list[AnnualFee]:
    """Year by year at the price of the agreement: the first is part of the fee, each further one falls due while the
    certificate lives. Empty where the agreement names no annual fee."""
    price = next((Decimal(x["unit_price"]) for x in agreement.terms["lines"] if x["code"] == FeeItem.Code.ANNUAL), None)
    if price is None:
        return []
    return [_annual(file.certificate, year, price) for year in range(1, agreement.terms["validity_years"] + 1)]


def _annual(certificate, year, price):
    begins_on = years_later(certificate.issued_on, year - 1) if certificate else None
    return AnnualFee(year, begins_on, price, INCLUDED if year == 1 else _standing(certificate, begins_on))


def _standing(certificate, begins_on):
    if certificate and certificate.is_closed and clock.day_of(certificate.since) < begins_on:
        return FALLS_AWAY
    return FELL_DUE if begins_on and begins_on <= clock.today() else TO_COME
