"""What the lists of decisions, certificates and surveillances show."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from certificates.forms.lists import CertificateFilter, DecisionFilter, SurveillanceFilter
from certificates.queries.lists import certificates_listed, decisions_listed, surveillances_listed
from scoring.words import level_label
from workflow.lists import Column, Listing, due, due_kind, organisation, reference, state_words


def state_today(certificate):
    """The words of the state computed from the dates, not of the one that the nightly step left."""
    return certificate.machine.state(certificate.state_today)


def level(of=lambda row: row.level, order=()):
    return Column(
        "level",
        _("Level"),
        lambda row, reader: level_label(of(row)) if of(row) else "",
        "level",
        order,
        shown=lambda row, reader: of(row),
    )


DECISIONS = Listing(
    name="decisions",
    title=_("Decisions"),
    subtitle=_("Reports before the committee, and what became of them."),
    columns=(
        reference(_("Decision")),
        organisation(),
        state_words(),
        Column("opened", _("Before the committee"), lambda case, reader: case.opened_at, "date", ("opened_at",)),
        due(),
        due_kind(),
        Column("decided", _("Decided"), lambda case, reader: case.decided_at, "date", ("decided_at",)),
        Column(
            "score",
            _("Score"),
            lambda case, reader: Decimal(case.score) if case.score else None,
            "number",
            shown=lambda case, reader: case.score,
        ),
        level(),
    ),
    rows=decisions_listed,
    filter=DecisionFilter,
    counted=lambda number: ngettext("%(n)d decision", "%(n)d decisions", number) % {"n": number},
    order=("-opened_at", "-pk"),
    machine="decision",
)
CERTIFICATES = Listing(
    name="certificates",
    title=_("Certificates"),
    subtitle=_("Every certificate with its state today."),
    columns=(
        Column("number", _("Number"), lambda case, reader: case.reference, "title", ("reference",)),
        Column("holder", _("Holder"), lambda case, reader: case.holder, order=("holder",)),
        level(order=("level_rank",)),
        state_words(
            label=_("State today"),
            order=(),
            value=lambda case, reader: str(state_today(case).label),
            shown=lambda case, reader: {"label": state_today(case).label, "tone": state_today(case).tone},
        ),
        Column("issued", _("Issued"), lambda case, reader: case.issued_on, "date", ("issued_on",)),
        Column("expires", _("Valid until"), lambda case, reader: case.expires_on, "date", ("expires_on",)),
        Column(
            "surveillance",
            _("Next surveillance"),
            lambda case, reader: case.next_surveillance,
            "deadline",
            ("next_surveillance",),
            shown=lambda case, reader: {"day": case.next_surveillance, "done": state_today(case).final},
        ),
    ),
    rows=certificates_listed,
    filter=CertificateFilter,
    counted=lambda number: ngettext("%(n)d certificate", "%(n)d certificates", number) % {"n": number},
    order=("-issued_on", "-pk"),
    machine="certificate",
)
SURVEILLANCES = Listing(
    name="surveillances",
    title=_("Surveillance"),
    subtitle=_("At least once within twelve months, counted from the issue or from the last one."),
    columns=(
        reference(_("Number")),
        Column("holder", _("Holder"), lambda case, reader: case.certificate.holder, order=("certificate__holder",)),
        Column("certificate", _("Certificate"), lambda case, reader: case.certificate.reference, "small"),
        level(lambda case: case.certificate.level),
        state_words(),
        Column(
            "due",
            _("Due by"),
            lambda case, reader: case.due_on,
            "deadline",
            ("due_on",),
            shown=lambda case, reader: {"day": case.due_on, "done": case.is_closed},
        ),
        Column("held", _("Held"), lambda case, reader: case.held_on, "date", ("held_on",)),
    ),
    rows=surveillances_listed,
    filter=SurveillanceFilter,
    counted=lambda number: ngettext("%(n)d surveillance", "%(n)d surveillances", number) % {"n": number},
    order=("due_on", "pk"),
    machine="surveillance",
)
