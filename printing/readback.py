"""Reading a finished PDF back: does it say what it was meant to say, with glyphs that exist?"""

import io
import unicodedata

import pikepdf
from django.utils.translation import gettext as _

from printing.errors import TextNotPrinted
from printing.fonts import glyph_names

SHOW_TEXT = frozenset(("Tj", "TJ"))


def require_text(pdf, fields):
    """Raise TextNotPrinted for the first of `fields` (label -> text) that the PDF bytes do not contain.

    White space and line breaks do not count, nor does which of two characters with one glyph was written (a reader of
    the file sees the glyph). A text may run over to the next pages.
    """
    if not fields:
        return
    pages = [_canonical(text) for text in page_texts(pdf)]
    for label, text in fields.items():
        if not _runs_through(_canonical(text), pages):
            raise TextNotPrinted(_("“%(field)s” could not be read back from the finished PDF.") % {"field": label})


def page_texts(pdf):
    """The text of each page in drawing order, without the spaces that positioning makes; U+FFFD for an unmapped glyph."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return ["".join(_shown_text(page.obj, page.resources, {})) for page in document.pages]


def _shown_text(stream_owner, resources, maps):
    mapping = {}
    for operands, operator in pikepdf.parse_content_stream(stream_owner, "Tf Tj TJ Do"):
        name = str(operator)
        if name == "Tf":
            mapping = _to_unicode(resources.Font[operands[0]], maps)
        elif name in SHOW_TEXT:
            yield from _decoded(operands[0], mapping)
        elif name == "Do":
            drawn = resources.XObject[operands[0]]
            if drawn.get("/Subtype") == "/Form":
                yield from _shown_text(drawn, drawn.get("/Resources", resources), maps)


def _decoded(operand, mapping):
    for piece in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(piece, pikepdf.String):
            raw = bytes(piece)
            for at in range(0, len(raw), 2):
                yield mapping.get(raw[at : at + 2], "\ufffd")


def _to_unicode(font, maps):
    """Two-byte glyph code -> text, from the font's ToUnicode map."""
    key = font.objgen
    if key not in maps:
        maps[key] = {
            bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be")
            for code, text in _pairs(font.ToUnicode.read_bytes().decode("ascii"))
        }
    return maps[key]


def _pairs(cmap):
    for line in cmap.splitlines():
        code, between, text = line.partition("> <")
        if between and code.startswith("<") and text.endswith(">") and len(code) == 5:
            yield code[1:], text[:-1]


def _canonical(text):
    """The names of the glyphs that stand for the text, so that look-alikes with one glyph compare equal."""
    glyphs = glyph_names()
    return [glyphs.get(ord(char), char) for char in unicodedata.normalize("NFC", text) if not char.isspace()]


def _runs_through(wanted, pages):
    """True if `wanted` stands on one page, or its pieces stand on pages that follow one another."""
    joined = ["\x00".join(["", *page, ""]) for page in pages]
    return any(_continues(wanted, joined[first:]) for first in range(len(joined)))


def _continues(wanted, pages):
    if not pages:
        return not wanted
    fits = 0
    low, high = 0, len(wanted)
    while low <= high:
        middle = (low + high) // 2
        if "\x00".join(["", *wanted[:middle], ""]) in pages[0]:
            fits, low = middle, middle + 1
        else:
            high = middle - 1
    rest = wanted[fits:]
    return not rest or (fits > 0 and _continues(rest, pages[1:]))
