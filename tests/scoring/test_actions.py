"""Loading and approving editions of the standard."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from scoring.actions import EditionRefused, approve_edition, load_edition
from scoring.catalogue import HEADER, CatalogueError, read_edition, shipped
from scoring.models import Edition, Indicator
from tests.factories import PersonFactory
from workflow import clock
from workflow.models import Event

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def test_the_shipped_edition_is_loaded_row_by_row():
    source = read_edition(shipped()[0])

    with clock.pretend(MORNING):
        edition, is_new = load_edition(shipped()[0])

    assert is_new
    assert str(edition) == "GB/T 27922-2011 v1"
    assert (edition.source_sha256, edition.rules) == (source.sha256, source.rules.to_dict())
    assert (edition.loaded_at, edition.is_approved, edition.approved_by) == (MORNING, False, None)
    stored = edition.indicators.order_by("order").values_list(
        "code", "parent__code", "depth", "title_zh", "points", "points_basis", "guidance_en", "text_basis"
    )
    assert [(row[0], row[1] or "", *row[2:]) for row in stored] == [
        (
            row.code,
            row.parent,
            row.depth,
            row.title_zh,
            row.points,
            row.points_basis,
            row.guidance_en,
            row.text_basis,
        )
        for row in source.rows
    ]


def test_loading_leaves_a_journal_row_with_the_hash(edition):
    event = Event.objects.of(edition).get()

    assert (event.name, event.actor, event.reference) == ("load_edition", None, "GB/T 27922-2011 v1")
    assert event.facts == {"sha256": edition.source_sha256, "rows": 71}


def test_the_same_bytes_change_nothing(edition):
    indicators = list(Indicator.objects.values())

    again, is_new = load_edition(shipped()[0])

    assert (again.pk, is_new) == (edition.pk, False)
    assert Edition.objects.count() == 1
    assert list(Indicator.objects.values()) == indicators
    assert Event.objects.of(edition).count() == 1


def test_other_bytes_for_the_same_version_are_refused(edition, folder_of_version):
    indicators = list(Indicator.objects.values())

    with pytest.raises(EditionRefused) as refusal:
        load_edition(folder_of_version(1, words="Some department"))

    assert "GB/T 27922-2011 v1" in str(refusal.value)
    assert list(Edition.objects.values_list("source_sha256", flat=True)) == [edition.source_sha256]
    assert list(Indicator.objects.values()) == indicators
    assert Event.objects.of(edition).count() == 1


def test_a_new_version_stands_beside_the_old_one(edition, folder_of_version):
    second, is_new = load_edition(folder_of_version(2, words="Some department"))

    assert is_new
    assert [each.version for each in Edition.objects.all()] == [1, 2]
    assert second.indicators.get(code="5.1.1.1").guidance_en.startswith("Some department")
    assert edition.indicators.get(code="5.1.1.1").guidance_en.startswith("A named department")
    assert set(second.indicators.exclude(parent=None).values_list("parent__edition", flat=True)) == {second.pk}


def test_a_folder_that_does_not_add_up_leaves_nothing(folder_of_version):
    folder = folder_of_version(2)
    header = (folder / HEADER).read_text(encoding="utf-8")
    (folder / HEADER).write_text(header.replace("rows = 71", "rows = 70"), encoding="utf-8")

    with pytest.raises(CatalogueError):
        load_edition(folder)

    assert (Edition.objects.count(), Indicator.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_approval_names_who_and_when_and_goes_to_the_journal(edition, manager):
    with clock.pretend(MORNING):
        approve_edition(edition, by=manager)

    stored = Edition.objects.get()
    assert (stored.approved_by, stored.approved_at, stored.is_approved) == (manager, MORNING, True)
    assert (edition.approved_by, edition.approved_at) == (manager, MORNING)
    event = Event.objects.of(edition).get(name="approve_edition")
    assert (event.actor, event.actor_name, event.at) == (manager, "王经理", MORNING)
    assert event.facts == {"sha256": edition.source_sha256, "provisional_rows": 53}


def test_an_edition_is_approved_once(edition, manager):
    with clock.pretend(MORNING):
        approve_edition(edition, by=manager)
    stale = Edition.objects.get()
    stale.approved_at = stale.approved_by = None

    with pytest.raises(EditionRefused) as refusal:
        approve_edition(stale, by=PersonFactory(roles=["manager"]))

    assert "王经理" in str(refusal.value)
    assert (Edition.objects.get().approved_by, Edition.objects.get().approved_at) == (manager, MORNING)
    assert Event.objects.of(edition).filter(name="approve_edition").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_approve_or_load_at_once_one_succeeds(folder_of_version):
    edition, _ = load_edition(shipped()[0])
    managers = [PersonFactory(roles=["manager"]) for _ in range(8)]
    second = folder_of_version(2)
    with ThreadPoolExecutor(8) as hands:
        approvals = list(
            hands.map(lambda by: attempt(approve_edition, Edition.objects.get(pk=edition.pk), by=by), managers)
        )
        loads = list(hands.map(lambda _: attempt(load_edition, second), range(8)))

    assert [kind for kind, _ in approvals].count("done") == 1
    assert [kind for kind, _ in approvals].count("refused") == 7
    assert sorted(is_new for _, (_, is_new) in loads) == [False] * 7 + [True]
    assert Event.objects.filter(name="approve_edition").count() == 1
    assert Indicator.objects.filter(edition__version=2).count() == 71


def attempt(action, *arguments, **facts):
    """What an action gives in a thread with a connection of its own."""
    try:
        return "done", action(*arguments, **facts)
    except EditionRefused as refusal:
        return "refused", refusal
    finally:
        connection.close()
