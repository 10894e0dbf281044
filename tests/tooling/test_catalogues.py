"""A catalogue that would show somebody the wrong words, or none, is refused."""

import polib
import pytest

from tools import catalogues

SOURCE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

SUBMIT = _("Submit the application")
OPEN = pgettext("verb", "Open")


def left(n):
    return ngettext("%(n)s paper is missing", "%(n)s papers are missing", n) % {"n": n}
"""
PAGE = "{% load i18n %}{% blocktranslate trimmed %}\n  Dear {{ name }}\n{% endblocktranslate %}"
CHINESE = {
    "Submit the application": "提交申请",
    "Open": "打开",
    "%(n)s paper is missing": "缺少 %(n)s 份材料",
    "Dear %(name)s": "%(name)s，您好",
}


@pytest.fixture
def root(tmp_path):
    """A product of one module and one page, with complete catalogues."""
    (tmp_path / "shop" / "templates").mkdir(parents=True)
    (tmp_path / "shop" / "words.py").write_text(SOURCE)
    (tmp_path / "shop" / "templates" / "page.html").write_text(PAGE)
    catalogues.update(tmp_path)
    path = catalogues.po_path("zh_Hans", tmp_path)
    translated = catalogues.read(path)
    for entry in translated:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: CHINESE[entry.msgid]}
        else:
            entry.msgstr = CHINESE[entry.msgid]
    catalogues.write(translated, path)
    return tmp_path


def change(root, msgid, **values):
    path = catalogues.po_path("zh_Hans", root)
    catalogue = catalogues.read(path)
    entry = catalogue.find(msgid)
    for name, value in values.items():
        setattr(entry, name, value)
    catalogues.write(catalogue, path)


def test_complete_catalogues_have_no_fault(root):
    assert catalogues.check(root) == []


def test_english_is_filled_with_the_message_itself(root):
    english = catalogues.read(catalogues.po_path("en", root))

    assert english.find("Submit the application").msgstr == "Submit the application"
    assert english.find("%(n)s paper is missing").msgstr_plural == {
        0: "%(n)s paper is missing",
        1: "%(n)s papers are missing",
    }


def test_an_empty_translation_is_named(root):
    change(root, "Submit the application", msgstr="")

    assert catalogues.check(root) == ["zh_Hans: not translated: 'Submit the application'"]


def test_a_guessed_translation_does_not_count(root):
    change(root, "Submit the application", flags=["fuzzy"])

    assert catalogues.check(root) == ["zh_Hans: only guessed (fuzzy): 'Submit the application'"]


def test_a_value_that_the_translation_loses_is_named(root):
    change(root, "Dear %(name)s", msgstr="您好")

    assert catalogues.check(root) == ["zh_Hans: placeholder %(name)s lost or invented: 'Dear %(name)s'"]


def test_a_message_that_nobody_extracted_is_named_with_its_place(root):
    (root / "shop" / "words.py").write_text(SOURCE + 'NEW = _("Withdraw")\n')

    assert catalogues.check(root) == [
        "en: not in the catalogue: 'Withdraw' (shop/words.py)",
        "zh_Hans: not in the catalogue: 'Withdraw' (shop/words.py)",
    ]


def test_a_message_that_left_the_source_is_named_and_then_dropped(root):
    (root / "shop" / "templates" / "page.html").write_text("nothing to read")

    assert catalogues.check(root) == [
        "en: no longer in the source: 'Dear %(name)s'",
        "zh_Hans: no longer in the source: 'Dear %(name)s'",
    ]
    catalogues.update(root)
    assert catalogues.check(root) == []
    assert "Dear" not in catalogues.po_path("zh_Hans", root).read_text()


def test_update_keeps_translations_and_writes_nothing_when_nothing_changed(root):
    path = catalogues.po_path("zh_Hans", root)
    before = path.read_text(), path.stat().st_mtime_ns

    catalogues.update(root)

    assert (path.read_text(), path.stat().st_mtime_ns) == before


def test_a_broken_template_is_named(root):
    (root / "shop" / "templates" / "page.html").write_text("{% load i18n %}{% blocktranslate %}{% if x %}{% endif %}")

    with pytest.raises(ValueError, match=r"shop/templates/page\.html"):
        catalogues.update(root)


def test_only_what_is_newer_is_compiled(root):
    compiled = [catalogues.po_path(language, root).with_suffix(".mo") for language in ("en", "zh_Hans")]

    assert catalogues.compile_all(root) == compiled
    assert catalogues.compile_all(root) == []
    assert polib.mofile(str(compiled[1])).find("Open").msgstr == "打开"
