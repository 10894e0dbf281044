import pytest

from files.names import display_name, extension


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("营业执照.pdf", "营业执照.pdf"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\王\报告.docx", "报告.docx"),
        ("a\x00b\r\n\tc.pdf", "abc.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("  many   spaces .pdf", "many spaces .pdf"),
        ("...", "file"),
        ("", "file"),
        (None, "file"),
        (".htaccess", "htaccess"),
        ("e\u0301.pdf", "é.pdf"),
        ('a"b;c.pdf', 'a"b;c.pdf'),
    ],
)
def test_a_name_is_made_safe_to_show(given, shown):
    assert display_name(given) == shown


def test_a_long_name_is_cut_before_its_extension():
    shown = display_name("名" * 300 + ".pdf")
    assert shown == "名" * 196 + ".pdf"
    assert len(shown) == 200


def test_a_name_without_end_is_cut_before_its_extension_too():
    assert display_name("字" * 1_000_000 + ".PDF") == "字" * 196 + ".pdf"
    assert display_name("e\u0301" + "\u0316\u0301" * 1_000_000 + ".pdf")[-4:] == ".pdf"


def test_an_extension_is_short_and_small():
    assert [extension(name) for name in ("A.PDF", "a.tar.gz", "name", "v1. Annex to the agreement")] == [
        ".pdf",
        ".gz",
        "",
        "",
    ]
