import copy
import datetime
import io
import subprocess

import pikepdf
import pytest

from printing.engine import ARCHIVAL, render_pdf
from printing.qr import qr_svg

VERIFY_URL = "https://certify.example.org/verify/00026SC00042R0/"


@pytest.fixture(autouse=True)
def real_system(settings):
    """Not a demonstration, unless a test says so."""
    settings.DEMONSTRATION = False


@pytest.fixture
def template(settings, tmp_path):
    """Makes `html` the template of the returned name."""
    folder = tmp_path / "templates"
    folder.mkdir()
    engines = copy.deepcopy(settings.TEMPLATES)
    engines[0]["DIRS"] = [folder, *engines[0]["DIRS"]]
    settings.TEMPLATES = engines

    def write(html, name="sample.pdf.html"):
        (folder / name).write_text(html, encoding="utf-8")
        return name

    return write


def certificate_facts(**changes):
    return {
        "number": "00026SC00042R0",
        "holder": "青岛海岳家用电器股份有限公司",
        "holder_en": "Qingdao Haiyue Household Appliances Co., Ltd.",
        "uscc": "91370200MA3C8X5T1K",
        "address": "山东省青岛市崂山区海尔路 1 号海岳大厦 18 层",
        "address_en": "18F Haiyue Tower, 1 Haier Road, Laoshan District, Qingdao, Shandong",
        "scope": "家用电冰箱、洗衣机、空调器及厨房电器的销售及售后服务（配送、安装、维修、退换货）",
        "scope_en": "Sales and after-sales service of household appliances (delivery, installation, repair, returns)",
        "sites": [],
        "standard": "GB/T 27922-2011",
        "standard_title": "商品售后服务评价体系",
        "standard_title_en": "Evaluation system for after-sales service of commodities",
        "level": "five_star",
        "level_name": "五星级",
        "level_name_en": "Five-star",
        "stars": 5,
        "first_issued": datetime.date(2026, 3, 5),
        "issued": datetime.date(2026, 3, 5),
        "valid_until": datetime.date(2029, 3, 4),
    } | changes


def certificate_pdf(**changes):
    """A certificate sealed the way the certificates app seals it: archival, every text that a forger could change checked."""
    facts = certificate_facts(**changes)
    texts = {name: str(value) for name, value in facts.items() if isinstance(value, str) and name != "level"}
    for number, site in enumerate(facts["sites"], start=1):
        texts |= {f"site {number}": site["name"], f"address of site {number}": site["address"]}
    context = {"certificate": facts, "verify_url": VERIFY_URL, "national_url": "cx.cnca.cn"}
    return render_pdf(
        "certificates/certificate.pdf.html",
        context,
        language="zh-hans",
        checked_text=texts,
        variant=ARCHIVAL,
        images={"qr": qr_svg(VERIFY_URL)},
    )


def text_of(pdf, *options):
    """What Poppler reads, which knows nothing of how we wrote it; in the order of drawing unless `options` say otherwise."""
    command = ["pdftotext", "-enc", "UTF-8", *(options or ["-raw"]), "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def squeezed(text):
    return "".join(text.split())


def pages_of(pdf):
    return text_of(pdf).split("\f")[:-1]


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))
