"""What is loaded stays as it is."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from scoring.actions import approve_edition
from scoring.models import Edition, FrozenEdition, Indicator
from scoring.rules import STANDARD_RULES

pytestmark = pytest.mark.django_db


def snapshot():
    return list(Edition.objects.values()), list(Indicator.objects.values())


def change_row(edition):
    row = edition.indicators.get(code="5.1.1.1")
    row.points = 3
    row.save()


def change_row_by_field(edition):
    edition.indicators.get(code="5.1.1.1").save(update_fields=["points"])


def rename(edition):
    edition.title_zh = "别的标准"
    edition.save()


def change_rules(edition):
    edition.rules = edition.rules | {"pass_mark": "60"}
    edition.save(update_fields=["rules", "approved_at", "approved_by"])


WRITES = {
    "a row": change_row,
    "a field of a row": change_row_by_field,
    "rows by query": lambda edition: edition.indicators.update(points=1),
    "rows in bulk": lambda edition: Indicator.objects.bulk_update(list(edition.indicators.all()), ["points"]),
    "a row's removal": lambda edition: edition.indicators.get(code="5.1.3.2a").delete(),
    "rows' removal": lambda edition: Indicator.objects.filter(depth=4).delete(),
    "the title": rename,
    "the rules": change_rules,
    "the approval by query": lambda edition: Edition.objects.update(approved_at=None, approved_by=None),
    "the edition's removal": lambda edition: edition.delete(),
    "all editions' removal": lambda edition: Edition.objects.all().delete(),
}


@pytest.mark.parametrize("is_approved", [False, True])
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_loaded_edition_cannot_be_changed(edition, manager, write, is_approved):
    if is_approved:
        approve_edition(edition, by=manager)
    before = snapshot()

    with pytest.raises(FrozenEdition):
        write(Edition.objects.get())

    assert snapshot() == before


def test_the_database_keeps_versions_and_codes_unique(edition):
    double = Edition(standard=edition.standard, version=1, title_zh="a", title_en="a", rules={}, source_sha256="0")
    row = Indicator(
        edition=edition, order=99, depth=3, code="5.1.1.1", title_zh="a", title_en="a", text_basis="confirmed"
    )

    for twice in (double, row):
        with pytest.raises(IntegrityError), transaction.atomic():
            twice.save()


def test_an_approval_needs_a_person(edition):
    edition.approved_at = edition.loaded_at

    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(update_fields=["approved_by", "approved_at"])


def test_words_follow_the_reader_and_are_chinese_otherwise(edition):
    row = edition.indicators.get(code="5.1.1")

    with translation.override("en"):
        assert (row.title, edition.title) == (
            "Organisational structure",
            "Evaluation system for after-sales service of commodities",
        )
        assert row.guidance == "A home department for service exists and the outlet network is laid out and managed."
    for language in ("zh-hans", "fr", None):
        with translation.override(language):
            assert (row.title, edition.title) == ("组织架构", "商品售后服务评价体系")
            assert row.guidance == "售后职能有归口部门，网点布局与管理到位。"


def test_missing_english_falls_back_to_chinese():
    with translation.override("en"):
        assert Indicator(title_zh="监督", title_en="", guidance_zh="要有", guidance_en="").title == "监督"


def test_provisional_means_the_points_or_the_words(edition):
    provisional = {row.code: row.is_provisional for row in edition.indicators.all()}

    assert provisional["5.1.1.1"] is True  # points
    assert provisional["5.1.1"] is False
    assert provisional["5.1.3.2a"] is False  # a check point with confirmed words
    assert sum(provisional.values()) == 53


def test_the_rules_of_an_edition(edition):
    assert edition.parameters == STANDARD_RULES
