"""The public register: every certificate, for anyone to search."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.certificates import cases
from tests.certificates.test_lifecycle import DAY, on
from tests.factories import OrganisationFactory, PersonFactory
from workflow.engine import perform

pytestmark = pytest.mark.django_db
QUERIES = 3  # the years of issue, how many there are, the rows of the page


def read(*, language="en", status=200, **query):
    answer = Client(headers={"accept-language": language}).get("/register/", query)
    assert answer.status_code == status, answer
    return answer.content.decode()


def found(**query):
    return re.findall(r'href="/verify/(\w+)/"', read(**query))


@pytest.fixture
def suspended(certificate, members, manager):
    """A second certificate, which is suspended."""
    other = OrganisationFactory(name="上海速达服务有限公司", name_en="", members=[PersonFactory()])
    case = cases.granted(other, members=members, manager=manager)
    perform(case, "suspend", by=manager, note="内部理由不公开")
    return case


def test_it_is_searched_by_holder_number_and_code(certificate, suspended):
    both, one, other = [suspended.reference, certificate.reference], certificate.reference, suspended.reference
    assert found() == both
    assert found(q="诚信") == found(q="beijing CHENGXIN") == [one]
    assert found(q="上海 速达") == found(q=suspended.uscc) == [other]
    assert found(q=one.lower()) == found(q=f"{one[:5]}-{one[5:]}") == found(q=one[3:]) == [one]
    assert found(q=certificate.address) == []


def test_it_is_narrowed_by_state_level_and_year_and_sorted(certificate, suspended):
    one, other, year = certificate.reference, suspended.reference, str(certificate.issued_on.year)
    assert (found(state="valid"), found(state="suspended"), found(state="withdrawn")) == ([one], [other], [])
    assert (found(level="five_star"), found(level="qualified")) == ([other, one], [])
    assert (found(year=year), found(year=str(int(year) - 1))) == ([other, one], [other, one])
    assert (found(sort="number"), found(sort="-number")) == (sorted([one, other]), sorted([one, other])[::-1])
    text = read(q="诚信", state="valid", level="five_star", year=year, sort="-holder")
    assert 'value="诚信"' in text
    assert '<option value="valid" selected>Valid</option>' in text
    assert f'<option value="{year}" selected>' in text
    assert 'href="?q=%E8%AF%9A%E4%BF%A1&amp;state=valid&amp;level=five_star' in text


def test_the_state_is_that_of_today_though_no_task_ran(certificate):
    with on(certificate.expires_on):
        assert found(state="valid") == [certificate.reference]
    with on(certificate.expires_on + DAY):
        assert (found(state="valid"), found(state="expired")) == ([], [certificate.reference])
        assert "</svg>Expired</span>" in read()


def test_a_row_says_what_a_buyer_looks_for_in_both_languages(certificate, suspended, manager):
    english, chinese = read(), read(language="zh-hans")
    for wanted in (
        "Beijing Chengxin Appliances Co., Ltd.", "北京诚信家电有限公司", "上海速达服务有限公司", "Five-star", "Suspended",
        "Sale and after-sales service of household appliances", certificate.reference, str(certificate.expires_on),
    ):  # fmt: skip
        assert wanted in english, wanted
    for wanted in ("北京诚信家电有限公司", "家用电器的销售及售后服务", "五星级", "暂停", "共2张证书"):
        assert wanted in chinese, wanted
    assert "Beijing Chengxin" not in chinese
    for text in (english, chinese):
        assert "内部理由不公开" not in text
        assert manager.name not in text
        assert "<script" not in text.partition("<body")[2]


def test_reading_costs_the_same_however_many_there_are(certificate, members, manager):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            read()
        return len(captured)

    assert queries() == QUERIES
    for _ in range(2):
        cases.granted(OrganisationFactory(members=[PersonFactory()]), members=members, manager=manager)
    assert queries() == QUERIES


def test_long_registers_have_pages_that_search_engines_can_follow(certificate, suspended, monkeypatch):
    monkeypatch.setattr("certificates.views.public_register.ROWS_PER_PAGE", 1)
    assert (found(), found(page="2"), found(page="99"), found(page="x")) == (
        [suspended.reference],
        [certificate.reference],
        [certificate.reference],
        [suspended.reference],
    )
    canonical = '<link rel="canonical" href="http://127.0.0.1:8000/register/{}">'
    assert canonical.format("") in read()
    assert canonical.format("?page=2") in read(page="2")
    assert canonical.format("") in read(page="2", q="公司")
    assert 'href="?q=%E5%85%AC%E5%8F%B8&amp;page=2"' in read(q="公司")


HOSTILE = ["<script>alert(1)</script>", "%", "_", "' or 1=1 --", "x" * 5000, "－", "\u202e证书", "😀"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_searches_find_nothing_and_break_nothing(certificate, typed):
    text = read(q=typed, state=typed, level=typed, year=typed, sort=typed, page=typed)
    assert "<script>alert" not in text
    assert "No certificate fits the search" in text


@pytest.mark.parametrize("typed", ["\x00", "a " * 3000])
def test_what_no_database_takes_is_left_aside(certificate, typed):
    assert found(q=typed, state=typed, level=typed, year=typed, sort=typed, page=typed) == [certificate.reference]


def test_nothing_that_is_no_choice_narrows(certificate):
    assert found(state="nonsense", level="nonsense", year="٢٠٢٦", sort="organisation__pk") == [certificate.reference]


def test_only_reading_is_possible_and_a_head_is_answered(certificate):
    client = Client()
    assert client.head("/register/").status_code == 200
    assert {getattr(client, way)("/register/").status_code for way in ("post", "put", "delete", "patch")} == {405}


def test_an_empty_register_says_so(db):
    assert "No certificate has been granted yet" in read()


def test_one_address_searches_sixty_times_a_minute(db):
    client = Client()
    statuses = [client.get("/register/").status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]
    assert client.get("/verify/00026SC99999R0/").status_code == 404  # the check of a number is counted apart
    assert Client(REMOTE_ADDR="10.0.0.9").get("/register/").status_code == 200
