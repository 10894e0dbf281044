"""Loading and approving editions."""

from pathlib import Path

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from scoring.catalogue import Catalogue, read_edition
from scoring.models import Edition, Indicator
from scoring.queries import provisional_indicators
from workflow import clock, journal


class EditionRefused(Exception):
    """An edition cannot be loaded or approved; the text is a sentence for whoever tried. Nothing happened."""


@transaction.atomic
def load_edition(folder: Path | str) -> tuple[Edition, bool]:
    """The edition in a folder and whether it is new here. The same bytes change nothing.

    CatalogueError where the folder does not add up, EditionRefused where this version was loaded from other bytes.
    """
    catalogue = read_edition(Path(folder))
    edition, is_new = Edition.objects.get_or_create(
        standard=catalogue.standard,
        version=catalogue.version,
        defaults={
            "title_zh": catalogue.title_zh,
            "title_en": catalogue.title_en,
            "rules": catalogue.rules.to_dict(),
            "source_sha256": catalogue.sha256,
        },
    )
    if is_new:
        _add_indicators(edition, catalogue)
        journal.record(edition, "load_edition", by=None, sha256=catalogue.sha256, rows=len(catalogue.rows))
    elif edition.source_sha256 != catalogue.sha256:
        raise EditionRefused(
            _(
                "%(edition)s is loaded already, from other bytes. Scores are frozen with it: "
                "give the changed one the next version number."
            )
            % {"edition": edition}
        )
    return edition, is_new


def _add_indicators(edition: Edition, catalogue: Catalogue):
    """All rows of the tree, a depth at a time because a row points to its parent."""
    stored: dict[str, Indicator] = {}
    for depth in Indicator.Depth.values:
        added = Indicator.objects.bulk_create(
            Indicator(
                edition=edition,
                parent=stored.get(row.parent),
                order=order,
                depth=row.depth,
                code=row.code,
                title_zh=row.title_zh,
                title_en=row.title_en,
                points=row.points,
                points_basis=row.points_basis,
                guidance_zh=row.guidance_zh,
                guidance_en=row.guidance_en,
                text_basis=row.text_basis,
            )
            for order, row in enumerate(catalogue.rows, start=1)
            if row.depth == depth
        )
        stored |= {each.code: each for each in added}


@transaction.atomic
def approve_edition(edition: Edition, *, by) -> Edition:
    """The standard owner's approval, once and for good; who may give it is for the caller to check.

    Provisional rows are approved with the rest: the journal keeps how many there were. Raises EditionRefused where
    someone has approved the edition before.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.is_approved:
        day = formats.date_format(timezone.localtime(locked.approved_at), "DATE_FORMAT")
        raise EditionRefused(
            _("%(edition)s was approved by %(name)s on %(day)s already.")
            % {"edition": locked, "name": locked.approved_by, "day": day}
        )
    locked.approved_by, locked.approved_at = by, clock.now()
    locked.save(update_fields=["approved_by", "approved_at"])
    journal.record(
        locked,
        "approve_edition",
        by=by,
        note="",
        sha256=locked.source_sha256,
        provisional_rows=len(provisional_indicators(locked)),
    )
    edition.approved_by, edition.approved_at = locked.approved_by, locked.approved_at
    return edition
