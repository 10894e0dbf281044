"""File names as people gave them, made safe to show and to offer again."""

import unicodedata
from pathlib import PurePosixPath

from files.models import NAME_LENGTH

NAMELESS = "file"
LONGEST = 1_000  # characters of a name that are looked at: composing accents takes the square of their number


def display_name(given):
    """The last part of `given` without invisible characters (a direction override hides an extension), at most 200 long.

    A long name is cut before its extension. Never empty.
    """
    last = str(given or "").replace("\\", "/").rsplit("/", 1)[-1]
    if len(last) > LONGEST:
        last = last[: LONGEST - NAME_LENGTH] + last[-NAME_LENGTH:]
    visible = "".join(char for char in unicodedata.normalize("NFC", last) if unicodedata.category(char)[0] != "C")
    name = " ".join(visible.split()).strip(". ") or NAMELESS
    ending = extension(name)
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - len(ending)].rstrip() + ending


def extension(name):
    """`.pdf` of `Report.PDF`; empty where there is none."""
    ending = PurePosixPath(name).suffix.lower()
    return ending if 1 < len(ending) <= 10 else ""
