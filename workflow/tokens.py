"""The names of static/css/tokens.css with their values, for what a browser does not read: letters and PDFs."""

import functools
import re
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "static/css/tokens.css"
REM = 16  # pixels; neither a letter nor a sheet of paper knows the reader's own size of type

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NAME = re.compile(r"var\((--[\w-]+)\)")
_REM = re.compile(r"(?<![\w.-])(\d*\.?\d+)rem\b")


class UnknownToken(LookupError):
    """A style sheet names a token that the file of tokens does not hold."""


def resolved(css: str, theme: str = "light") -> str:
    """`css` (or SVG) with every `var(--name)` replaced by its value in `theme`, lengths in rem by pixels.

    Raises UnknownToken.
    """
    return _REM.sub(lambda found: f"{float(found[1]) * REM:g}px", _filled(css, values(theme)))


def rules(css: str) -> list[tuple[str, list[str]]]:
    """(selector, declarations) of a flat style sheet."""
    found = _RULE.findall(_COMMENT.sub("", css))
    return [
        (" ".join(selector.split()), [each.strip() for each in body.split(";") if each.strip()])
        for selector, body in found
    ]


@functools.cache
def values(theme: str) -> dict[str, str]:
    """Name -> value as the file gives it, in the theme "light" or "dark"."""
    known = {}
    for selector, declarations in rules(FILE.read_text("utf-8")):
        if {":root", f'[data-bs-theme="{theme}"]'} & {part.strip() for part in selector.split(",")}:
            named = (each.partition(":") for each in declarations if each.startswith("--"))
            known |= {name.strip(): " ".join(value.split()) for name, _colon, value in named}
    return known


def _filled(css, known):
    def value(found):
        if found[1] not in known:
            raise UnknownToken(found[1])
        return _filled(known[found[1]], known)

    return _NAME.sub(value, css)
