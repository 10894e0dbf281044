"""Which line of the checklist a file belongs to, by its name, in Chinese and English; asked rather than guessed."""

import tomllib

import pytest

from applications.actions.reference import FOLDER
from applications.paper_names import is_in, line_for, lines_for, words_of

PAPERS = tomllib.loads((FOLDER / "papers.toml").read_text("utf-8"))["papers"]
LINES = [(row["code"], words_of(row["code"], (row["title_zh"], row["title_en"]), row["keywords"])) for row in PAPERS]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("营业执照.pdf", "legal-status"),
        ("北京诚信家电有限公司-营业执照（副本）2026.pdf", "legal-status"),
        ("Business_Licence.PDF", "legal-status"),
        ("businessLicense-scan.jpg", "legal-status"),
        ("legal-status.pdf", "legal-status"),
        ("认证申请书.docx", "application-form"),
        ("分公司营业场所证明.pdf", "sites"),
        ("特种设备安装许可证.pdf", "trade-licences"),
        ("2025年产品检验报告.pdf", "test-reports"),
        ("Test report TV 65.pdf", "test-reports"),
        ("适用的法律法规清单.xlsx", "laws-and-standards"),
        ("公司简介.docx", "company-profile"),
        ("Company Profile v2.pdf", "company-profile"),
        ("组织架构图.png", "organisation-chart"),
        ("Org chart.pdf", "organisation-chart"),
        ("服务网点清单.xlsx", "outlets"),
        ("销售方式说明.pdf", "way-of-selling"),
        ("售后服务体系说明.pdf", "system-description"),
        ("售后服务管理制度.pdf", "service-manual"),
        ("售后服务流程图.pdf", "flow-chart"),
        ("sales-and-service-flowchart.pdf", "flow-chart"),
        ("备件价格表.xlsx", "resources"),
        ("售后服务承诺.pdf", "service-promises"),
        ("维修记录 2025.pdf", "records"),
        ("顾客满意度调查.pdf", "records"),
        ("ISO 9001 证书.pdf", "other-certificates"),
        ("ＩＳＯ９００１.pdf", "other-certificates"),
        ("远程审核方式申请表.docx", "remote-audit"),
    ],
)
def test_names_that_say_where_they_belong(name, code):
    assert line_for(name, LINES) == code


@pytest.mark.parametrize(
    "name",
    [
        "扫描件001.pdf",
        "IMG_2034.jpg",
        "document.pdf",
        "微信图片_20260301.png",
        "",
        ".pdf",
        "售后服务.pdf",
        "flaws.pdf",
        "\x00",
    ],
)
def test_names_that_say_nothing_are_not_guessed(name):
    assert line_for(name, LINES) is None


def test_where_two_lines_fit_as_well_nothing_is_chosen():
    lines = [("a", ["维修记录"]), ("b", ["投诉记录"])]
    assert line_for("维修记录和投诉记录.pdf", lines) is None
    assert line_for("维修记录.pdf", lines) == "a"


def test_the_longer_word_says_more():
    lines = [("a", ["清单"]), ("b", ["网点清单"])]
    assert line_for("网点清单.pdf", lines) == "b"


def test_latin_words_begin_where_a_word_begins_and_chinese_ones_anywhere():
    assert is_in("laws", "List of laws.pdf")
    assert not is_in("laws", "flaws.pdf")
    assert is_in("网点", "全国网点.pdf")
    assert is_in("流程图", "流 程 图.pdf")


def test_the_ending_is_no_word():
    assert line_for("x.docx", [("a", ["docx"])]) is None


@pytest.mark.parametrize("row", PAPERS, ids=lambda row: row["code"])
def test_every_line_knows_its_own_titles(row):
    for title in (row["title_zh"], row["title_en"]):
        assert line_for(f"{title}.pdf", LINES) == row["code"]


def test_several_names_are_answered_in_their_order():
    assert lines_for(["x.pdf", "营业执照.pdf", "records.pdf"], LINES) == [None, "legal-status", "records"]
    assert lines_for([], LINES) == []
