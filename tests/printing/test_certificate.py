"""The certificate's layout: everything stands on it, nothing stands on anything else."""

import io
import subprocess
from itertools import combinations
from xml.etree import ElementTree

import pytest
import segno
from PIL import Image

from printing.engine import render_pdf
from printing.qr import QUIET_ZONE, qr_svg
from tests.printing.conftest import VERIFY_URL, certificate_facts, certificate_pdf, opened, pages_of, squeezed, text_of

SITES = [
    {
        "name": f"青岛海岳家用电器股份有限公司第{number}售后服务中心",
        "address": f"山东省青岛市市南区香港中路 {number} 号",
    }
    for number in range(1, 13)
]
LONG = {
    "holder": "青岛海岳家用电器股份有限公司" * 14,
    "holder_en": "Qingdao Haiyue Household Appliances " * 5,
    "address": "山东省青岛市崂山区海尔路一号海岳大厦十八层" * 14,
    "address_en": "18F Haiyue Tower, 1 Haier Road, " * 9,
}


def words(pdf):
    """(page, text, left, top, right, bottom) of every word, in points."""
    tree = ElementTree.fromstring(text_of(pdf, "-bbox"))  # noqa: S314 - Poppler's words about our own file
    space = {"x": "http://www.w3.org/1999/xhtml"}
    for number, page in enumerate(tree.iterfind(".//x:page", space)):
        for word in page.iterfind("x:word", space):
            yield (number, word.text, *(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")))


def overlapping(pdf):
    """Pairs of words whose middles lie on each other."""
    pairs = combinations(list(words(pdf)), 2)
    return [(a[1], b[1]) for a, b in pairs if a[0] == b[0] and _covers(a, b)]


def _covers(a, b):
    overlap_x = min(a[4], b[4]) - max(a[2], b[2])
    overlap_y = min(a[5], b[5]) - max(a[3], b[3])
    return overlap_x > 1 and overlap_y > 0.5 * min(a[5] - a[3], b[5] - b[3])


def test_every_field_stands_on_one_page():
    pages = pages_of(certificate_pdf())
    assert len(pages) == 1
    page = squeezed(pages[0])
    expected = [value for name, value in certificate_facts().items() if isinstance(value, str) and name != "level"]
    expected += ["2029-03-04", VERIFY_URL, "cx.cnca.cn", "示范认证有限公司", "同上述地址"]
    assert [value for value in expected if squeezed(value).lower() not in page.lower()] == []
    assert page.count("2026-03-05") == 2


def test_a_long_scope_and_many_sites_move_to_an_annex_that_names_the_certificate():
    scope = "家用电冰箱、洗衣机、空调器及厨房电器的销售及售后服务；" * 22
    pdf = certificate_pdf(scope=scope, sites=SITES, stars=3, level_name="三星级", level_name_en="Three-star")
    pages = [squeezed(page) for page in pages_of(pdf)]
    assert len(scope) > 590
    assert len(pages) == 3
    assert "见附件" in pages[0]
    assert "12个场所" in pages[0]
    assert squeezed(scope) in pages[1]
    assert all(squeezed(site["name"] + site["address"]) in pages[1] + pages[2] for site in SITES)
    assert all("00026SC00042R0" in page for page in pages)
    assert overlapping(pdf) == []


STARLESS = {"stars": 0, "level_name": "达标级", "level_name_en": "Qualified"}


@pytest.mark.parametrize("changes", [{}, {"sites": SITES[:2]}, LONG, {**LONG, "sites": SITES[:2]}, STARLESS])
def test_nothing_is_printed_over_anything(changes):
    pdf = certificate_pdf(**changes)
    assert overlapping(pdf) == []
    assert all(
        left > 27 and right < 568 and top > 30 and bottom < 812 for _page, _text, left, top, right, bottom in words(pdf)
    )


def test_the_widest_values_run_on_to_a_second_page_that_names_the_certificate():
    pages = [squeezed(page) for page in pages_of(certificate_pdf(**LONG))]
    assert len(pages) == 2
    assert "00026SC00042R0" in pages[1]
    assert squeezed(certificate_facts()["scope"]) in pages[1]
    assert VERIFY_URL in pages[0]
    assert VERIFY_URL not in pages[1]


def test_a_demonstration_certificate_says_in_both_languages_that_it_is_none(settings):
    settings.DEMONSTRATION = True
    scope = "销售及售后服务；" * 60
    pages = [squeezed(page) for page in pages_of(certificate_pdf(scope=scope, sites=SITES))]
    assert "演示证书，不具任何效力" in pages[0]
    assert "notacertificate" in pages[0]
    assert all("DEMONSTRATION" in page for page in pages)


def test_stars_are_a_picture_with_a_name_and_a_qualified_certificate_has_none():
    with opened(certificate_pdf()) as five, opened(certificate_pdf(stars=0, level_name="达标级")) as none:
        assert _alternatives(five) == ["五星级", VERIFY_URL]
        assert _alternatives(none) == [VERIFY_URL]


def _alternatives(document):
    return sorted(
        (str(node.Alt) for node in document.objects if _is_figure(node)), key=lambda text: text.startswith("http")
    )


def _is_figure(node):
    return hasattr(node, "keys") and "/Alt" in node and node.get("/S") == "/Figure"


def test_the_printed_code_is_the_address(template):
    name = template(
        "<style>@page { size: 100mm; margin: 0 } img { width: 100mm; display: block }</style><img src='print:qr'>"
    )
    pdf = render_pdf(name, {}, language="en", images={"qr": qr_svg(VERIFY_URL)})
    png = subprocess.run(
        ["pdftoppm", "-png", "-r", "150", "-singlefile", "-"], input=pdf, capture_output=True, check=True
    ).stdout
    picture = Image.open(io.BytesIO(png)).convert("L")
    modules = [list(row) for row in segno.make(VERIFY_URL, error="m", micro=False).matrix_iter(border=QUIET_ZONE)]
    side = picture.width / len(modules)
    seen = [
        [int(picture.getpixel((int((x + 0.5) * side), int((y + 0.5) * side))) < 128) for x in range(len(modules))]
        for y in range(len(modules))
    ]
    assert seen == modules


def test_the_code_has_no_inline_style():
    svg = qr_svg(VERIFY_URL)
    assert svg.startswith(b"<svg xmlns=")
    assert b"style" not in svg
    assert b"script" not in svg
