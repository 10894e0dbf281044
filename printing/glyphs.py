"""Which characters can be printed, asked before anything is sealed.

WeasyPrint prints a box for a character that no font holds, without a word; and a character that is not seen (an
override of direction, a joiner, a tag) can make one name look like another. Both are refused with the character named.
"""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from printing.errors import FontsMissing, MissingGlyph
from printing.fonts import printable_code_points

ORDINARY_SPACE = frozenset(" \t\r\n")
UNSEEN_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def is_unseen(char):
    """A control, formatting or unassigned character or a variation selector: leaves no mark of its own on paper."""
    selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return selector or (char not in ORDINARY_SPACE and unicodedata.category(char) in UNSEEN_CATEGORIES)


def code_of(char):
    """`U+20BB7`, the way people look a character up."""
    return f"U+{ord(char):04X}"


def missing_characters(text):
    """List of (character, "U+13000 EGYPTIAN HIEROGLYPH A001") that cannot be printed, each once, in order."""
    printable = printable_code_points()
    chars = dict.fromkeys(unicodedata.normalize("NFC", text))
    return [
        (char, f"{code_of(char)} {unicodedata.name(char, '')}".strip())
        for char in chars
        if char not in ORDINARY_SPACE and (is_unseen(char) or ord(char) not in printable)
    ]


def sentence(label, char, description):
    """The sentence that tells the person at the form what to change."""
    facts = {"field": label, "char": char, "code": description}
    if is_unseen(char):
        return _("“%(field)s” contains an invisible character (%(code)s). Type the text again without it.") % facts
    return (
        _(
            "“%(field)s” contains the character %(char)s (%(code)s), which our fonts cannot print. Use another form of it."
        )
        % facts
    )


def require_glyphs(fields):
    """Raise MissingGlyph for the first character of `fields` (label -> text) that cannot be printed."""
    for label, text in fields.items():
        for char, description in missing_characters(text):
            raise MissingGlyph(sentence(label, char, description), label=label, char=char, code=code_of(char))


def validate_printable(text):
    """Validator for form and model fields whose text will stand on a sealed document."""
    try:
        missing = missing_characters(text)
    except FontsMissing as refusal:
        raise ValidationError(str(refusal)) from refusal
    for char, description in missing:
        facts = {"char": char, "code": description}
        if is_unseen(char):
            raise ValidationError(
                _("Contains an invisible character (%(code)s). Type the text again without it.") % facts
            )
        raise ValidationError(
            _("Contains the character %(char)s (%(code)s), which our fonts cannot print. Use another form of it.")
            % facts
        )


def printable(text):
    """The text with every character that cannot be printed replaced by its code, 〔U+1F31F〕: seen, never lost."""
    text = unicodedata.normalize("NFC", text)
    for char, _description in missing_characters(text):
        text = text.replace(char, f"〔{code_of(char)}〕")
    return text
