import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from printing.errors import MissingGlyph
from printing.glyphs import missing_characters, printable, require_glyphs, validate_printable


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_ordinary_and_rare_text_has_no_missing_character():
    every_gb2312 = bytes(
        byte for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) for byte in (high, low)
    ).decode("gb2312", "ignore")
    assert len(every_gb2312) == 6763
    assert missing_characters(every_gb2312 + "𠮷垚镕喆𬭁\t\r\n 　“”（）《》·—…¥€℃①½é") == []


def test_each_missing_character_is_listed_once_in_order_with_code_and_name():
    assert missing_characters("a𓀀🌟b𓀀") == [("𓀀", "U+13000 EGYPTIAN HIEROGLYPH A001"), ("🌟", "U+1F31F GLOWING STAR")]


UNSEEN = ["\u202e", "\u2066", "\u200b", "\u200d", "\u00ad", "\ufeff", "\x00", "\x1b", "\u2028"]
UNSEEN += ["\ufe0f", "\U000e0100", "\ue000", "\ud800"]


@pytest.mark.parametrize("char", UNSEEN)
def test_characters_that_are_not_seen_are_missing(char):
    assert [found for found, _ in missing_characters(f"甲{char}乙")] == [char]


def test_a_letter_with_a_separate_accent_counts_as_the_composed_letter():
    assert missing_characters("e\u0301") == []


def test_the_sentence_names_field_and_character():
    with pytest.raises(MissingGlyph) as refused:
        require_glyphs({"address": "北京", "name of the holder": "法老𓀀"})
    assert str(refused.value) == (
        "“name of the holder” contains the character 𓀀 (U+13000 EGYPTIAN HIEROGLYPH A001), "
        "which our fonts cannot print. Use another form of it."
    )


def test_the_sentence_does_not_repeat_an_invisible_character():
    with pytest.raises(MissingGlyph) as refused:
        require_glyphs({"name": "甲\u202e乙"})
    assert str(refused.value) == (
        "“name” contains an invisible character (U+202E RIGHT-TO-LEFT OVERRIDE). Type the text again without it."
    )


def test_the_validator_refuses_at_the_form():
    validate_printable("青岛海岳有限公司")
    with pytest.raises(ValidationError, match=r"U\+1F31F GLOWING STAR"):
        validate_printable("五星🌟")
    with pytest.raises(ValidationError, match="invisible"):
        validate_printable("五\u200b星")


def test_the_validator_says_that_fonts_are_missing(settings, tmp_path):
    settings.FONT_DIR = tmp_path
    with pytest.raises(ValidationError, match="fonts for printing are not installed"):
        validate_printable("甲")


def test_printable_writes_codes_for_what_cannot_be_printed():
    assert printable("<p>甲🌟乙\u202e</p>") == "<p>甲〔U+1F31F〕乙〔U+202E〕</p>"
