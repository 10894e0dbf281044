"""The fonts of the house: static TrueType files under settings.FONT_DIR, never those of the machine.

Noto Serif SC and Noto Sans SC hold GBK and the whole 通用规范汉字表. Hanazono Mincho B, where Debian's fonts-hanazono is
installed or the file lies in FONT_DIR, adds the rare ideographs of Unicode extensions B to F (𠮷), which occur in names.
"""

import functools
import os
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.translation import gettext as _

from printing.errors import FontsMissing

HOUSE_FACES = ("NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf", "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
RARE_FACE = "HanaMinB.ttf"
RARE_FACE_DIR = Path("/usr/share/fonts/truetype/hanazono")  # where Debian puts it


def missing_files():
    """Names of the house faces that FONT_DIR lacks."""
    return [name for name in HOUSE_FACES if not (Path(settings.FONT_DIR) / name).is_file()]


def require_fonts():
    if absent := missing_files():
        raise FontsMissing(
            _("The fonts for printing are not installed: %(files)s. Ask the administrator to install them.")
            % {"files": ", ".join(absent)}
        )


def glyph_names():
    """Code point -> glyph name in the face of running text; two characters with one name look the same."""
    require_fonts()
    return _glyph_names(str(settings.FONT_DIR))


@functools.cache
def _glyph_names(folder):
    return _cmap(folder, HOUSE_FACES[0])


def _cmap(folder, name):
    from fontTools.ttLib import TTFont  # with the first font that is read: no page needs it at the start

    with TTFont(Path(folder) / name, lazy=True) as font:
        return font.getBestCmap()


def printable_code_points():
    """Every code point that looks right in all four house faces, or that the rare face supplies."""
    require_fonts()
    return _printable(str(settings.FONT_DIR))


@functools.cache
def _printable(folder):
    in_every_face = frozenset.intersection(*(frozenset(_cmap(folder, name)) for name in HOUSE_FACES))
    rare = next((place for place in (folder, RARE_FACE_DIR) if (Path(place) / RARE_FACE).is_file()), None)
    return in_every_face | frozenset(point for point in (_cmap(rare, RARE_FACE) if rare else ()) if point > 0xFFFF)


def font_configuration():
    """A FontConfiguration that knows FONT_DIR, the rare face and nothing else.

    A system font can then never stand in for a missing one, the same input gives the same bytes on every machine, and
    nothing is copied to a temporary folder (as @font-face would: 50 MB for each process, left behind by a killed one).
    Not thread-safe: the environment names the file while fontconfig reads it.
    """
    from weasyprint.text.fonts import FontConfiguration

    require_fonts()
    with tempfile.NamedTemporaryFile("w", suffix=".conf", encoding="utf-8") as config:
        config.write(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
            f"<dir>{escape(str(settings.FONT_DIR))}</dir><dir>{RARE_FACE_DIR}</dir>"
            f"<cachedir>{escape(str(settings.VAR_DIR / 'font-cache'))}</cachedir></fontconfig>"
        )
        config.flush()
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = config.name
        try:
            return FontConfiguration()
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before
