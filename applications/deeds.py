"""What a deed on an application was about, in words for the staff's journal."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import ConditionVerdict, PaperVerdict


def paper(facts):
    """The file, and which version of it."""
    if facts.get("version", 1) == 1:
        return facts["file"]
    return _("%(file)s, version %(number)s") % {"file": facts["file"], "number": facts["version"]}


def paper_verdict(facts):
    return PaperVerdict.Verdict(facts["verdict"]).label


def condition(facts):
    verdict = _("met") if facts["is_met"] else _("not met")
    return f"{verdict} – {ConditionVerdict.Condition(facts['condition']).label}"


def effort(facts):
    days = Decimal(facts["days"])
    words = ngettext("%(days)s audit day", "%(days)s audit days", int(days)) % {"days": f"{days.normalize():f}"}
    return f"{words} · ¥{Decimal(facts['fee']):,.2f}"


def clause(facts):
    return _("Clause %(code)s") % {"code": facts["clause"]}


def answer(facts):
    """The clause, and the file that came with the answer."""
    return " · ".join([clause(facts), *([facts["file"]] if "file" in facts else [])])
