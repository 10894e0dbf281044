"""The home page of the staff: the worklists narrowed as the address asks, and the most pressing in one sentence."""

from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from applications.wording import listed
from certify.worklists import Worklist, worklists_of
from workflow import clock
from workflow.wording import in_words

SHOWN = ("", "late", "week")


@dataclass(frozen=True)
class Choice:
    """One way to narrow the worklist: its words, its value in the address, and how much is behind it."""

    label: str
    value: str
    count: int
    active: bool


@dataclass(frozen=True)
class Desk:
    """What waits for one person. `show` is late, week or nothing; `kind` the key of a worklist or nothing."""

    lists: list[Worklist]
    show: str = ""
    kind: str = ""

    @property
    def items(self):
        return list(chain.from_iterable(each.items for each in self.lists))

    @property
    def groups(self):
        """The worklists that have something to show, with only that."""
        chosen = [each for each in self.lists if not self.kind or each.key == self.kind]
        found = [(each, [item for item in each.items if self._shows(item)]) for each in chosen]
        return [Worklist(each.key, each.title, each.action, items) for each, items in found if items]

    def _shows(self, item):
        return {"": True, "late": item.is_late, "week": item.is_soon and not item.is_late}[self.show]

    @property
    def narrows(self):
        return bool(self.show or self.kind)

    @property
    def quiet(self):
        """The titles of the worklists in which nothing waits."""
        return [each.title for each in self.lists if not each.items]

    @property
    def quiet_words(self):
        return listed(self.quiet)

    @property
    def times(self):
        late = sum(item.is_late for item in self.items)
        soon = sum(item.is_soon for item in self.items) - late
        labels = (_("All"), _("Late"), _("Due within 7 days"))
        counts = (len(self.items), late, soon)
        return [
            Choice(label, value, count, value == self.show)
            for label, value, count in zip(labels, SHOWN, counts, strict=True)
        ]

    @property
    def kinds(self):
        return [
            Choice(each.title, each.key, len(each.items), each.key == self.kind) for each in self.lists if each.items
        ]

    @property
    def summary(self):
        """The most pressing in words: how much waits, how much of it is late, and since when the oldest does."""
        items = self.items
        late = [item for item in items if item.is_late]
        parts = [ngettext("%(n)d case waits for you", "%(n)d cases wait for you", len(items)) % {"n": len(items)}]
        if late:
            parts.append(ngettext("%(n)d is late", "%(n)d are late", len(late)) % {"n": len(late)})
        if waiting := [item.since for item in late or items if item.since]:
            oldest = clock.day_of(min(waiting))
            parts.append(_("the oldest has waited since %(day)s") % {"day": in_words(oldest)})
        return pgettext("between the parts of a sentence", "; ").join(parts) + pgettext("end of a sentence", ".")


def desk_of(user, asked) -> Desk:
    """The desk as the address asks for it; an unknown choice narrows nothing."""
    lists, show, kind = worklists_of(user), asked.get("show", ""), asked.get("kind", "")
    known = {each.key for each in lists}
    return Desk(lists, show if show in SHOWN else "", kind if kind in known else "")
