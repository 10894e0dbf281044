"""Reads of the standard: the edition in force and its tree."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.bilingual import Bilingual
from scoring.models import Edition, Indicator
from scoring.rules import exact


@dataclass(frozen=True, slots=True)
class Node(Bilingual):
    """One row of the tree as a plain object; `children` are the next depth, and `pk` is the Indicator's."""

    pk: int
    code: str
    depth: int
    title_zh: str
    title_en: str
    points: Decimal | None
    points_basis: str
    guidance_zh: str
    guidance_en: str
    text_basis: str
    is_provisional: bool
    children: tuple["Node", ...]

    def below(self, depth: int) -> tuple["Node", ...]:
        """All nodes of that depth under this one, in order: `section.below(Indicator.Depth.CLAUSE)`."""
        found = []
        for child in self.children:
            found.extend([child] if child.depth == depth else child.below(depth))
        return tuple(found)


def current_edition(standard: str | None = None) -> Edition | None:
    """The newest approved edition (of the standard), or the newest while none is approved; None if none is loaded.

    Whether an unapproved one will do is for the caller to ask: no certificate is issued on it outside a demonstration.
    """
    editions = Edition.objects.filter(standard=standard) if standard else Edition.objects.all()
    newest_first = editions.order_by("-version", "-loaded_at", "-pk")
    return newest_first.filter(approved_at__isnull=False).first() or newest_first.first()


def tree(edition: Edition) -> tuple[Node, ...]:
    """The sections, holding second-level indicators, holding clauses, holding check points. One query."""
    below: dict[int | None, list[Indicator]] = {}
    for indicator in edition.indicators.order_by("order"):
        below.setdefault(indicator.parent_id, []).append(indicator)
    return _nodes(below, None)


def _nodes(below, parent_id) -> tuple[Node, ...]:
    return tuple(
        Node(
            pk=each.pk,
            code=each.code,
            depth=each.depth,
            title_zh=each.title_zh,
            title_en=each.title_en,
            points=each.points,
            points_basis=each.points_basis,
            guidance_zh=each.guidance_zh,
            guidance_en=each.guidance_en,
            text_basis=each.text_basis,
            is_provisional=each.is_provisional,
            children=_nodes(below, each.pk),
        )
        for each in below.get(parent_id, ())
    )


def scored_clauses(edition: Edition):
    """The clauses that carry the score, in the order of the standard."""
    return edition.indicators.filter(depth=Indicator.Depth.CLAUSE).order_by("order")


def points_by_clause(edition: Edition) -> dict[str, Fraction]:
    """What `scoring.rules.evaluate` and `running` take as points. One query."""
    return {code: exact(points) for code, points in scored_clauses(edition).values_list("code", "points")}


def provisional_indicators(edition: Edition) -> list[Indicator]:
    """The rows whose points or words the standard owner still has to confirm. One query."""
    return [indicator for indicator in edition.indicators.order_by("order") if indicator.is_provisional]
