"""The pictures of the overview in the reader's language, each with the signs of its legend."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from certify.overview.grants import PASSING
from certify.overview.tables import written_month
from certify.pictures import Bar, Column, Series, bars, columns, swatch
from scoring.rules import rounded_down
from scoring.words import level_label

SHOWN = 10  # clauses in the picture; the table has them all
DECEMBER = 12  # its year would stand in the way of the next one
LEVEL_PATTERNS = dict(zip(PASSING, ("solid", "hatch", "rows", "dots"), strict=True))


@dataclass(frozen=True)
class Chart:
    svg: SafeString
    legend: list[tuple[SafeString, str]]


def pipeline_chart(overview) -> Chart:
    series = [
        Series(_("Within our aim"), "active"),
        Series(_("Up to twice the aim"), "warning", "hatch"),
        Series(_("Beyond twice the aim"), "danger", "cross"),
        Series(_("No aim set"), "neutral", "dots"),
    ]
    rows, machine = [], ""
    for stage in overview.stages:
        ages = stage.ages
        heading = stage.machine if stage.machine != machine else ""
        machine = stage.machine
        rows.append(Bar(stage.label, (ages.within, ages.twice, ages.beyond, ages.without), _told(stage), heading))
    title = _("Cases at each step, by their time there")
    return _chart("pipeline", bars(rows, series, name="pipeline", title=title, most=4), series)


def _told(stage):
    if not stage.oldest:
        return str(stage.count)
    days = stage.oldest.days
    # Translators: beside a bar: how many cases stand at the step, and how many days the oldest has been there
    return ngettext("%(count)d · %(days)d day", "%(count)d · %(days)d days", days) % {
        "count": stage.count,
        "days": days,
    }


def granted_chart(overview) -> Chart:
    series = [_level(level) for level in PASSING] + [Series(_("Certification refused"), "refused", "cross")]
    slots = [
        Column(
            label=str(each.month.month),
            parts=[*(each.levels[level] for level in PASSING), each.refused],
            told=_("%(month)s: %(granted)d granted, %(refused)d refused")
            % {"month": written_month(each.month), "granted": each.total, "refused": each.refused},
            below=_year(each.month, is_first=at == 0),
        )
        for at, each in enumerate(overview.granted)
    ]
    title = _("Certificates granted and refused in the last 12 months")
    return _chart("granted", columns(slots, series, name="granted", title=title), series)


def surveillance_chart(overview) -> Chart:
    series = [Series(_("Surveillance due"), "active"), Series(_("Certificates that end"), "warning", "hatch")]
    overdue, *months = overview.due
    words = _("Overdue")
    slots = [Column(words, (overdue.surveillances, 0), f"{words}: {overdue.surveillances}", weight=3)]
    slots += [
        Column(
            label=str(each.month.month),
            parts=(each.surveillances, each.ending),
            told=_("%(month)s: %(due)d surveillance due, %(ending)d certificates end")
            % {"month": written_month(each.month), "due": each.surveillances, "ending": each.ending},
            below=_year(each.month, is_first=at == 0),
        )
        for at, each in enumerate(months)
    ]
    title = _("Surveillance due and certificates that end, by month")
    return _chart("surveillance", columns(slots, series, name="surveillance", title=title), series)


def levels_chart(overview) -> Chart:
    series = [Series(_("Valid"), "good"), Series(_("Suspended"), "warning", "hatch")]
    rows = [
        Bar(level_label(each.level), (each.valid, each.suspended), str(each.valid + each.suspended))
        for each in overview.in_force
    ]
    title = _("Certificates in force by level")
    return _chart("levels", bars(rows, series, name="levels", title=title, most=4), series)


def clauses_chart(overview) -> Chart:
    """The first clauses in the order chosen: the share of points lost, or of companies that lost some."""
    by_companies = overview.losses.order == "companies"
    lines = [each for each in overview.losses.clauses if each.lost][:SHOWN]
    rows = [_clause_bar(each, by_companies) for each in lines]
    if by_companies:
        series, title = [Series(_("Companies that lost points"), "active")], _("Companies that lost points, by clause")
        most = overview.losses.companies
    else:
        series, title, most = [Series(_("Share of points lost"), "active")], _("Share of points lost, by clause"), 100
    return _chart("clauses", bars(rows, series, name="clauses", title=title, most=most), series)


def _clause_bar(line, by_companies):
    label = f"{line.code} {line.title}"
    if by_companies:
        # Translators: beside a bar: so many companies of so many
        told = pgettext("companies", "%(losing)d of %(all)d") % {"losing": line.companies, "all": line.audited}
        return Bar(label, (line.companies,), told)
    return Bar(label, (float(line.share),), f"{rounded_down(line.share)} %")


def _level(level):
    return Series(level_label(level), level.value.replace("_", "-"), LEVEL_PATTERNS[level])


def _year(month, *, is_first):
    is_shown = month.month == 1 or (is_first and month.month != DECEMBER)
    return str(month.year) if is_shown else ""


def _chart(name, svg, series):
    # Every word from outside is escaped where the picture is drawn.
    signs = [(mark_safe(swatch(each, name=name)), each.label) for each in series]  # noqa: S308
    return Chart(mark_safe(svg), signs if len(signs) > 1 else [])  # noqa: S308


CHARTS = {
    "pipeline": pipeline_chart,
    "granted": granted_chart,
    "surveillance": surveillance_chart,
    "levels": levels_chart,
    "clauses": clauses_chart,
}
