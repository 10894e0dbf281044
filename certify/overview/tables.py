"""The numbers behind each picture as a table: the same rows for the page and for a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certify.overview.grants import PASSING
from scoring.rules import rounded_down
from scoring.words import level_label


@dataclass(frozen=True)
class Link:
    text: str
    url: str

    def __str__(self):
        return self.text


@dataclass(frozen=True)
class Table:
    """`numeric` are the places of columns that hold figures."""

    name: str
    title: str
    head: tuple
    rows: list[tuple]
    numeric: tuple[int, ...] = ()

    @property
    def headings(self) -> list[tuple[str, bool]]:
        """The words of each column, and whether it holds figures."""
        return [(words, at in self.numeric) for at, words in enumerate(self.head)]

    @property
    def lines(self) -> list[list[tuple]]:
        """Each row as (words of the column, whether it holds figures, cell)."""
        return [[(*told, cell) for told, cell in zip(self.headings, row, strict=True)] for row in self.rows]


@dataclass(frozen=True)
class Source:
    title: str
    table: Callable


def table(overview, name: str) -> Table:
    """The table of that name. Raises LookupError."""
    source = SOURCES[name]
    head, rows, numeric = source.table(overview)
    return Table(name, str(source.title), head, rows, numeric)


def _pipeline(overview):
    head = (
        _("Stage"), _("Step"), _("Our aim in days"), _("Cases"), _("Within the aim"), _("Up to twice the aim"),
        _("Beyond twice the aim"), _("No aim set"), _("Oldest case"), _("Days there"),
    )  # fmt: skip
    return head, [_stage(each) for each in overview.stages], (2, 3, 4, 5, 6, 7, 9)


def _stage(stage):
    ages, oldest = stage.ages, stage.oldest
    return (
        stage.machine,
        Link(stage.label, stage.url) if stage.url else stage.label,
        stage.aim,
        stage.count,
        *((ages.within, ages.twice, ages.beyond) if stage.aim else (None,) * 3),
        None if stage.aim else ages.without,
        Link(oldest.reference, oldest.url) if oldest and oldest.url else None,
        oldest.days if oldest else None,
    )


def _late(overview):
    head = (
        _("Organisation"), _("Case"), _("Step"), _("Whose move"), _("Measured by"), _("Was due"), _("Days late"),
    )  # fmt: skip
    rows = [
        (
            each.organisation,
            Link(each.reference, each.url),
            each.step,
            each.mover,
            each.measured_by,
            each.due,
            each.days,
        )
        for each in overview.late
    ]
    return head, rows, (6,)


def _granted(overview):
    head = (_("Month"), *map(level_label, PASSING), _("Granted"), _("Certification refused"), _("of these not passed"))
    rows = [
        (
            written_month(each.month),
            *(each.levels[level] for level in PASSING),
            each.total,
            each.refused,
            each.not_passed,
        )
        for each in overview.granted
    ]
    return head, rows, tuple(range(1, len(head)))


def _clauses(overview):
    head = (
        _("Clause"), _("Title"), _("Points lost"), _("Points that applied"), _("Share lost (%)"),
        _("Companies that lost points"), _("Companies it applied to"),
    )  # fmt: skip
    rows = [
        (
            each.code,
            each.title,
            Decimal(rounded_down(each.lost)),
            Decimal(rounded_down(each.total.applicable)),
            Decimal(rounded_down(each.share)),
            each.companies,
            each.audited,
        )
        for each in overview.losses.clauses
    ]
    return head, rows, (2, 3, 4, 5, 6)


def _surveillance(overview):
    head = (_("Month"), _("Surveillance due"), _("Certificates that end"))
    rows = [
        (written_month(each.month) if each.month else _("Overdue"), each.surveillances, each.ending)
        for each in overview.due
    ]
    return head, rows, (1, 2)


def _levels(overview):
    head = (_("Level"), _("Valid"), _("Suspended"), _("Together"))
    rows = [
        (level_label(each.level), each.valid, each.suspended, each.valid + each.suspended) for each in overview.in_force
    ]
    return head, rows, (1, 2, 3)


def written_month(month: date) -> str:
    return f"{month:%Y-%m}"


SOURCES = {
    "late": Source(gettext_lazy("What is late"), _late),
    "pipeline": Source(gettext_lazy("Cases by step"), _pipeline),
    "granted": Source(gettext_lazy("Levels granted by month"), _granted),
    "surveillance": Source(gettext_lazy("Due for surveillance"), _surveillance),
    "levels": Source(gettext_lazy("Levels in force"), _levels),
    "clauses": Source(gettext_lazy("Points lost by clause"), _clauses),
}
