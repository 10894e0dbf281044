"""The kinds of file we take, each recognised and looked through by its content.

A `look_through` function gets the opened file at its start and raises `Unsound` with a sentence where the content is
damaged, locked or dangerous. The name of the file plays no part here.
"""

import lzma
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import filetype
import pikepdf
from django.utils.translation import gettext as _
from PIL import Image, ImageFile

HEAD_BYTES = 8192
TAIL_BYTES = 2048
MEGAPIXELS = 200
UNPACKED_MEGABYTES = 300
ZIP_ENTRIES = 10_000
CONTENT_TYPES = "[Content_Types].xml"
CONTENT_TYPES_BYTES = 1_000_000
MACRO_MARKS = ("vbaproject.bin", "vbadata.xml")

# Pillow's own bound is below what telephones take; nobody else in this product opens pictures of strangers.
Image.MAX_IMAGE_PIXELS = MEGAPIXELS * 1_000_000


class Unsound(Exception):
    """The content is not sound; the text is a sentence for people."""


@dataclass(frozen=True)
class Kind:
    label: str
    media_type: str
    extensions: tuple
    look_through: Callable


def recognise(file):
    """The Kind of the opened file by its first bytes (and, for a ZIP, its parts), or None."""
    file.seek(0)
    guess = filetype.guess_mime(file.read(HEAD_BYTES))
    if guess in BY_MEDIA_TYPE and BY_MEDIA_TYPE[guess] not in OFFICE:
        return BY_MEDIA_TYPE[guess]
    file.seek(0)
    return _office_kind(file) if guess and zipfile.is_zipfile(file) else None


def look_through_pdf(file):
    file.seek(0, 2)
    file.seek(max(0, file.tell() - TAIL_BYTES))
    if b"%%EOF" not in file.read():
        raise Unsound(_("The PDF is incomplete: its end is missing. Save or scan it again."))
    file.seek(0)
    try:
        with pikepdf.open(file) as document:
            pages = len(document.pages)
    except pikepdf.PasswordError as error:
        raise Unsound(_("The PDF is protected by a password. Remove the protection and choose it again.")) from error
    except (pikepdf.PdfError, ValueError, OSError, RuntimeError) as error:
        raise Unsound(_("The PDF is damaged and cannot be opened. Save or scan it again.")) from error
    if not pages:
        raise Unsound(_("The PDF has no pages."))


def look_through_picture(file):
    """Decode a JPEG at an eighth of its size, which still reads all of it; check every block of a PNG."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, where it is imported, turns this on for the whole process
    file.seek(0)
    try:
        with Image.open(file, formats=["JPEG", "PNG"]) as picture:
            if picture.width * picture.height > Image.MAX_IMAGE_PIXELS:
                raise Image.DecompressionBombError
            if picture.format == "PNG":
                picture.verify()
            else:
                picture.draft("RGB", (picture.width // 8, picture.height // 8))
                picture.load()
    except Image.DecompressionBombError as error:
        raise Unsound(
            _("The picture has more than %(limit)d million pixels. Make it smaller.") % {"limit": MEGAPIXELS}
        ) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unsound(_("The picture is damaged and cannot be opened. Save it again.")) from error


def look_through_office(file):
    """Nothing is unpacked but the list of parts: no bomb goes off, no path leads anywhere."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        if len(entries) > ZIP_ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED_MEGABYTES * 1_000_000:
            raise Unsound(
                _("The document unpacks to more than %(limit)d MB. Save it as PDF.") % {"limit": UNPACKED_MEGABYTES}
            )
        types = _content_types(archive).lower()
        if "macroenabled" in types or any(entry.filename.lower().endswith(MACRO_MARKS) for entry in entries):
            raise Unsound(_("The document contains macros. Save it without macros or as PDF."))


PDF = Kind("PDF", "application/pdf", (".pdf",), look_through_pdf)
JPEG = Kind("JPEG", "image/jpeg", (".jpg", ".jpeg"), look_through_picture)
PNG = Kind("PNG", "image/png", (".png",), look_through_picture)
DOCX = Kind(
    "Word (DOCX)",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    (".docx",),
    look_through_office,
)
XLSX = Kind(
    "Excel (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",), look_through_office
)

DOCUMENTS = (PDF, JPEG, PNG, DOCX, XLSX)
PICTURES = (JPEG, PNG)
OFFICE = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
BY_MEDIA_TYPE = {kind.media_type: kind for kind in DOCUMENTS}


def _office_kind(file):
    """DOCX or XLSX by the parts that such a document must have; any other ZIP is nothing we know."""
    try:
        with zipfile.ZipFile(file) as archive:
            types = _content_types(archive)
            names = frozenset(archive.namelist())
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        KeyError,
        RuntimeError,
        ValueError,
        OSError,
        EOFError,
        Unsound,
    ):
        return None
    return next((kind for kind, part in OFFICE.items() if part in names and f"/{part}" in types), None)


def _content_types(archive):
    if archive.getinfo(CONTENT_TYPES).file_size > CONTENT_TYPES_BYTES:
        raise Unsound(_("The document is damaged and cannot be opened. Save it again."))
    with archive.open(CONTENT_TYPES) as part:
        return part.read(CONTENT_TYPES_BYTES).decode("utf-8", "replace")
