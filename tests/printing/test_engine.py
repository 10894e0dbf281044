import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from printing.engine import ARCHIVAL, render_pdf
from printing.errors import FontsMissing, ForbiddenAddress, MissingGlyph, TextNotPrinted
from tests.printing.conftest import certificate_pdf, opened, pages_of, squeezed, text_of

OURS = {"Noto-Serif-SC", "Noto-Serif-SC-Bold", "Noto-Sans-SC", "Noto-Sans-SC-Bold", "HanaMinB-Medium"}


def fonts_of(pdf):
    """(name without subset tag, is embedded) of every font of the file."""
    with opened(pdf) as document:
        faces = {font.objgen: font for page in document.pages for font in page.resources.Font.values()}
        return {
            (str(font.BaseFont).split("+")[-1], "/FontFile2" in font.DescendantFonts[0].FontDescriptor)
            for font in faces.values()
        }


def test_equal_input_gives_equal_bytes_also_from_several_threads():
    with ThreadPoolExecutor(4) as pool:
        copies = list(pool.map(lambda _: certificate_pdf(), range(4)))
    assert len(set(copies)) == 1
    assert copies[0].startswith(b"%PDF-1.7")


def test_archival_variant_declares_pdf_a_3u_with_profile_and_identifier():
    with opened(certificate_pdf()) as document:
        metadata = document.Root.Metadata.read_bytes().decode()
        assert 'pdfaid:part="3"' in metadata or "<pdfaid:part>3</pdfaid:part>" in metadata
        assert 'pdfaid:conformance="U"' in metadata or "<pdfaid:conformance>U</pdfaid:conformance>" in metadata
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert len(document.trailer.ID) == 2
        assert document.check_pdf_syntax() == []


def test_only_fonts_of_the_house_are_used_and_all_are_embedded(template):
    name = template("<p>{{ text }}</p><p class='mono'>ασδ кириллица 12.5 €</p><h1>𠮷</h1>")
    for pdf in (certificate_pdf(), render_pdf(name, {"text": "中文 English"}, language="en", variant=ARCHIVAL)):
        assert {face for face, _embedded in fonts_of(pdf)} <= OURS
        assert {embedded for _face, embedded in fonts_of(pdf)} == {True}


@pytest.mark.parametrize(
    "holder", ["杭州𠮷垚镕喆商贸有限公司", "𬭁𫖯𬸣𪩘㛃䶮（北京）有限公司", "Æsk & Søn “œuvre” № 7 <株>"]
)
def test_rare_characters_are_printed_and_read_back(holder):
    assert squeezed(holder) in squeezed(text_of(certificate_pdf(holder=holder)))


def test_a_character_without_glyph_is_named_with_its_field(template):
    name = template("{{ holder }}")
    with pytest.raises(MissingGlyph) as refused:
        render_pdf(name, {"holder": "法老𓀀公司"}, language="en", checked_text={"Name of the holder": "法老𓀀公司"})
    assert (refused.value.label, refused.value.char, refused.value.code) == ("Name of the holder", "𓀀", "U+13000")


def test_elsewhere_a_character_without_glyph_appears_as_its_code(template):
    pdf = render_pdf(template("<p>{{ remark }}</p>"), {"remark": "好🌟评\u202e"}, language="en")
    assert squeezed(text_of(pdf)) == "好〔U+1F31F〕评〔U+202E〕1/1"


def test_text_that_the_template_does_not_show_is_noticed(template):
    with pytest.raises(TextNotPrinted, match="holder"):
        render_pdf(template("<p>{{ number }}</p>"), {"number": "7"}, language="en", checked_text={"holder": "海岳公司"})


def test_text_over_three_pages_and_ligatures_are_read_back(template):
    long_text = "".join(
        f"第{number}条：获证组织应当接受监督审核；official fluffy office——“好”。" for number in range(160)
    )
    pdf = render_pdf(
        template("<p>{{ text }}</p>"), {"text": long_text}, language="en", checked_text={"text": long_text}
    )
    assert len(pages_of(pdf)) == 3


def test_look_alikes_that_share_a_glyph_are_read_back(template):
    text = {"radical": "⼀大", "numeral": "一大"}
    pdf = render_pdf(
        template("<p>{{ a }}</p><p>{{ b }}</p>"), {"a": "⼀大", "b": "一大"}, language="en", checked_text=text
    )
    assert pdf.startswith(b"%PDF")


def test_markup_in_a_name_is_printed_not_obeyed():
    holder = '<img src="file:///etc/passwd"><b>甲</b>&amp;{{ 7 }}'
    assert squeezed(holder) in squeezed(text_of(certificate_pdf(holder=holder)))


LOADERS = [
    '<img src="{address}">',
    '<p style="background: url({address})">x</p>',
    "<style>@import url({address});</style><p>x</p>",
    "<style>@font-face {{ font-family: f; src: url({address}) }} p {{ font-family: f }}</style><p>x</p>",
    '<link rel="stylesheet" href="{address}"><p>x</p>',
    '<link rel="attachment" href="{address}"><p>x</p>',
    '<a rel="attachment" href="{address}">x</a>',
    '<object data="{address}"></object>',
    '<embed src="{address}">',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{address}" width="9" height="9"/></svg>',
    "<style>li {{ list-style-image: url({address}) }}</style><ul><li>x</li></ul>",
    "<style>p::before {{ content: url({address}) }}</style><p>x</p>",
]


@pytest.mark.parametrize("loader", LOADERS)
def test_a_document_reaches_neither_the_machine_nor_the_network(template, loader):
    """Even where a template forgets to escape: nothing is printed, and nobody hears a knock."""
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        watcher = threading.Thread(target=_listen, args=(listener, heard))
        watcher.start()
        addresses = ("file:///etc/passwd", f"http://127.0.0.1:{port}/", "ftp://127.0.0.1/x", "data:text/plain,x", "etc/passwd",
                     "print:../engine.py", "print:/etc/passwd", "print:%2e%2e/engine.py", "PRINT:print.css")  # fmt: skip
        for address in addresses:
            name = template("{{ hostile|safe }}", name="hostile.html")
            with pytest.raises(ForbiddenAddress):
                render_pdf(name, {"hostile": loader.format(address=address)}, language="en")
        watcher.join()
    assert heard == []


def _listen(listener, heard):
    try:
        connection, address = listener.accept()
    except TimeoutError:
        return
    connection.close()
    heard.append(address)


def test_every_page_of_a_demonstration_says_so_and_the_context_cannot_hide_it(settings, template):
    settings.DEMONSTRATION = True
    name = template('{% extends "printing/base.html" %}{% block content %}<p>{{ text }}</p>{% endblock %}')
    pdf = render_pdf(name, {"title": "合同", "text": "条款。" * 3000, "demonstration": False}, language="zh-hans")
    pages = pages_of(pdf)
    assert len(pages) > 1
    assert all("演示DEMONSTRATION" in squeezed(page) for page in pages)


def test_a_real_system_prints_no_demonstration_mark(template):
    name = template('{% extends "printing/base.html" %}{% block content %}<p>x</p>{% endblock %}')
    pdf = render_pdf(name, {"title": "Agreement", "reference": "A-2026-0042"}, language="en")
    assert "DEMONSTRATION" not in squeezed(text_of(pdf))
    assert "effect" not in text_of(pdf)
    assert "A-2026-0042" in text_of(pdf)


def test_the_frame_carries_reference_and_page_numbers_from_the_second_page_on(template):
    name = template('{% extends "printing/base.html" %}{% block content %}<p>{{ text }}</p>{% endblock %}')
    context = {"title": "认证合同", "subtitle": "副题", "reference": "A-2026-0042", "text": "条款。" * 600}
    first, second = pages_of(render_pdf(name, context, language="zh-hans"))
    assert "认证合同 · A-2026-0042" not in first
    assert "认证合同 · A-2026-0042" in second
    assert "1 / 2" in first
    assert "2 / 2" in second


def test_words_come_in_the_asked_language_whatever_the_person_reads(template):
    name = template("{% load i18n %}{% get_current_language as now %}<p>{{ now }}</p>")
    assert squeezed(text_of(render_pdf(name, {}, language="en"))) == "en1/1"
    assert squeezed(text_of(render_pdf(name, {}, language="zh-hans"))) == "zh-hans1/1"


def test_without_fonts_nothing_is_printed_and_the_files_are_named(settings, tmp_path, template):
    settings.FONT_DIR = tmp_path
    with pytest.raises(FontsMissing, match=r"NotoSerifSC-Regular\.ttf, NotoSerifSC-Bold\.ttf"):
        render_pdf(template("x"), {}, language="en")
