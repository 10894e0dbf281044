"""The edition in force and its tree."""

from fractions import Fraction

import pytest
from django.utils import translation

from scoring.actions import approve_edition, load_edition
from scoring.models import Indicator
from scoring.queries import current_edition, points_by_clause, provisional_indicators, scored_clauses, tree

pytestmark = pytest.mark.django_db


def test_no_edition_is_loaded():
    assert current_edition() is None


def test_the_newest_edition_counts_while_none_is_approved(edition, folder_of_version):
    second, _ = load_edition(folder_of_version(2))

    assert current_edition() == second


def test_an_approved_edition_counts_before_a_newer_draft(edition, manager, folder_of_version):
    second, _ = load_edition(folder_of_version(2))
    approve_edition(edition, by=manager)

    assert current_edition() == edition
    approve_edition(second, by=manager)
    assert current_edition() == second
    assert current_edition("GB/T 27922-2011") == second
    assert current_edition("GB/T 99999") is None


def test_the_tree_has_sections_indicators_clauses_and_check_points(edition):
    sections = tree(edition)
    first = sections[0]
    clause = next(node for node in first.below(Indicator.Depth.CLAUSE) if node.code == "5.1.3.2")

    assert [(section.code, section.points, len(section.children)) for section in sections] == [
        ("5.1", 40, 7),
        ("5.2", 35, 6),
        ("5.3", 25, 2),
    ]
    assert [len(section.below(Indicator.Depth.CLAUSE)) for section in sections] == [17, 21, 9]
    assert [point.code for point in clause.children] == ["5.1.3.2a", "5.1.3.2b", "5.1.3.2c"]
    assert (clause.pk, clause.is_provisional) == (edition.indicators.get(code="5.1.3.2").pk, True)


def test_the_tree_speaks_the_reader_s_language(edition):
    sections = tree(edition)

    with translation.override("en"):
        assert [section.title for section in sections] == [
            "After-sales service system",
            "Commodity service",
            "Customer service",
        ]
    with translation.override("zh-hans"):
        assert [section.title for section in sections] == ["售后服务体系", "商品服务", "顾客服务"]
        assert sections[2].guidance == "考察企业与顾客打交道的质量：关系维护和投诉处理。"


def test_each_query_reads_the_database_once(edition, django_assert_num_queries):
    for query in (tree, points_by_clause, provisional_indicators):
        with django_assert_num_queries(1):
            query(edition)


def test_points_of_the_scored_clauses_are_exact(edition):
    points = points_by_clause(edition)

    assert (len(points), sum(points.values())) == (47, Fraction(100))
    assert points["5.1.2.2"] == Fraction(5)
    assert all(type(value) is Fraction for value in points.values())
    assert list(points) == [clause.code for clause in scored_clauses(edition)]


def test_rows_to_be_confirmed(edition):
    codes = [row.code for row in provisional_indicators(edition)]

    assert len(codes) == 53
    assert codes[:3] == ["5.1.1.1", "5.1.1.2", "5.1.3.1"]
