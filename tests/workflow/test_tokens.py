"""Names of the token file for letters and PDFs."""

import pytest

from workflow import tokens


def test_a_colour_has_the_value_of_its_theme():
    assert tokens.resolved("a{color:var(--c-ink)}") == "a{color:#14212b}"
    assert tokens.resolved("a{color:var(--c-ink)}", "dark") == "a{color:#e5ecf0}"


def test_what_is_the_same_in_both_themes_and_a_name_behind_a_name_are_found():
    for theme in ("light", "dark"):
        assert tokens.resolved("p{margin:var(--s-4) 0.5rem}", theme) == "p{margin:16px 8px}"
    assert tokens.resolved("var(--bs-body-color)", "dark") == "#e5ecf0"


def test_an_unknown_name_is_refused():
    with pytest.raises(tokens.UnknownToken, match="--c-nothing"):
        tokens.resolved("a{color:var(--c-nothing)}")
