"""Why something could not be printed or signed; each error's text is a sentence for people."""


class PrintingRefused(Exception):
    """Nothing was printed or signed."""


class MissingGlyph(PrintingRefused):
    """A field holds a character that the fonts cannot show or that would not be seen. `.label`, `.char`, `.code` name it."""

    def __init__(self, sentence, *, label, char, code):
        super().__init__(sentence)
        self.label, self.char, self.code = label, char, code


class FontsMissing(PrintingRefused):
    """The fonts of the house are not where settings.FONT_DIR says."""


class TextNotPrinted(PrintingRefused):
    """The finished file does not say what it was meant to say."""


class ForbiddenAddress(PrintingRefused):
    """A document asked for something else than our own assets."""


class SigningKeyMissing(PrintingRefused):
    """There is no key to sign with, or it cannot be opened."""
