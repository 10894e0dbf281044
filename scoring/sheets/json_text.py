"""JSON decoded so that nothing is lost or guessed: no float, no silently dropped key, no crash."""

import json
from dataclasses import dataclass

from scoring.sheets.form import SheetError, shown

LONGEST_INT = 41  # sign and 40 digits; Python refuses to convert much longer ones


class JsonObject(dict):
    """A JSON object that remembers a key given twice, which Python's own decoder would drop without a word."""

    repeated: str | None = None


@dataclass(frozen=True, slots=True)
class NumberText:
    """A number kept as it was written: with a point or an exponent, NaN, an infinity, or a very long one."""

    text: str


def decode(text: str | bytes) -> object:
    """The values in a JSON text (bytes: UTF-8, with or without byte order mark). SheetError where it is not JSON."""
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise SheetError("sheet", f"is not UTF-8 text (byte {error.start + 1})") from None
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_json_object,
            parse_int=lambda digits: int(digits) if len(digits) <= LONGEST_INT else NumberText(digits),
            parse_float=NumberText,
            parse_constant=NumberText,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise SheetError("sheet", f"is not JSON at {where}: {shown(error.msg)}") from None
    except RecursionError:
        raise SheetError("sheet", "is nested too deeply to be a score sheet") from None


def _json_object(pairs: list[tuple[str, object]]) -> JsonObject:
    found = JsonObject()
    for key, value in pairs:
        if key in found and found.repeated is None:
            found.repeated = key
        found[key] = value
    return found
