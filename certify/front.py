"""The front page: what the certification is, takes, costs and promises, read from the very data that the work is done with."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications import effort
from applications.models import Application, PaperKind
from applications.queries import audit_day_table, tariff
from audits.deadlines import DAYS, MONTHS_AT_MOST
from audits.models import Audit
from certificates.calendar import VALIDITY_YEARS
from certificates.models import Decision
from scoring.queries import current_edition
from scoring.rules import STANDARD_RULES, Level
from workflow.registry import machine_of

A, U, D = Application.State, Audit.State, Decision.State
STARRED = (Level.FIVE_STAR, Level.FOUR_STAR, Level.THREE_STAR, Level.QUALIFIED)
# The company of the worked example: a size that many applicants have.
EMPLOYEES, OUTLETS = 60, 9


@dataclass(frozen=True)
class Stage:
    """One step of the way: who does what, and how long it takes by our aims (or by the scheme, where it says so)."""

    title: str
    who: str
    what: str
    time: str


@dataclass(frozen=True)
class Example:
    """What a certification costs an organisation of EMPLOYEES and OUTLETS by the tariff of today."""

    days: Decimal
    outlets_to_visit: int
    lines: list[effort.FeeLine]
    employees: int = EMPLOYEES
    outlets: int = OUTLETS

    @property
    def total(self) -> Decimal:
        return effort.total(self.lines)


def front_page():
    """Everything the front page shows; `example` is None where the tariff or the table of audit days is incomplete."""
    fees = tariff()
    rules = bounds_in_force()
    return {
        "levels": [(level.value, f"{float(rules.bounds[level]):g}", LEVEL_WORDS[level]) for level in STARRED],
        "pass_mark": f"{float(rules.pass_mark):g}",
        "special_limit": rules.special_deduction_limit,
        "stages": stages(),
        "papers": [(paper.title, len(paper.compulsory_for) == len(Application.Kind)) for paper in papers_asked_for()],
        "fees": list(fees.values()),
        "example": example(fees),
    }


LEVEL_WORDS = {
    Level.FIVE_STAR: gettext_lazy("Service that leads: hardly a clause is missed."),
    Level.FOUR_STAR: gettext_lazy("Very good service with few gaps."),
    Level.THREE_STAR: gettext_lazy("Good service, reliable in what matters."),
    Level.QUALIFIED: gettext_lazy("The requirements are met as a whole."),
}


def bounds_in_force():
    edition = current_edition()
    return edition.parameters if edition else STANDARD_RULES


def papers_asked_for():
    return PaperKind.objects.filter(is_active=True)


def example(fees):
    try:
        days = effort.audit_days(EMPLOYEES, audit_day_table(), outlets=OUTLETS)
        return Example(days, effort.outlets_to_visit(OUTLETS), effort.fee_lines(fees, days))
    except effort.EffortError:
        return None


def stages():
    """The way from the first click to the third year."""
    return [*_before_the_visit(), *_from_the_visit_on()]


def _before_the_visit():
    you, market, audit = _("You"), _("Market department"), _("Audit department")
    return [
        Stage(
            _("Apply"),
            you,
            _("Fill in the application online and add your papers. You can stop and go on at any time."),
            _("at your own pace"),
        ),
        Stage(
            _("Application review"),
            market,
            _("We check whether you may apply and whether the papers are complete, and say what is missing."),
            aim(Application, A.SUBMITTED),
        ),
        Stage(
            _("Agreement"),
            _("You and the market department"),
            _("We offer an agreement with scope, audit days and fee. It binds when you accept it."),
            answer_within(Application, A.OFFERED),
        ),
        Stage(
            _("Document evaluation"),
            audit,
            _("We read your service documents clause by clause and ask what is unclear."),
            aim(Application, A.AGREED, A.EVALUATING),
        ),
    ]


def _from_the_visit_on():
    return [
        Stage(
            _("Audit on site"),
            _("Audit team"),
            _(
                "You see the plan and the team beforehand and may object. The team visits you and a sample of your outlets."
            ),
            _("our aim: a plan agreed within %(days)d days") % {"days": days_of(Audit, U.PLANNING, U.PROPOSED)},
        ),
        Stage(
            _("Corrective action"),
            _("You"),
            _("Whatever was found missing is put right, and we verify it."),
            _("%(minor)d days for a minor nonconformity, %(major)d for a major one, %(months)d months at most")
            % {"minor": DAYS["minor"], "major": DAYS["major"], "months": MONTHS_AT_MOST},
        ),
        Stage(
            _("Decision"),
            _("Committee"),
            _("People who took no part in the evaluation read the file and vote. A refusal gives its reasons."),
            aim(Audit, U.REPORTED),
        ),
        Stage(
            _("Certificate and surveillance"),
            _("You and the audit department"),
            _("The certificate and its mark may be used within the scope. We come again at least every 12 months."),
            ngettext("valid for %(years)d year", "valid for %(years)d years", VALIDITY_YEARS)
            % {"years": VALIDITY_YEARS},
        ),
    ]


def aim(model, *states):
    """Our aim for the states together, in words; they follow each other."""
    days = days_of(model, *states)
    return ngettext("our aim: within %(days)d day", "our aim: within %(days)d days", days) % {"days": days}


def answer_within(model, state):
    days = days_of(model, state)
    return ngettext("please answer within %(days)d day", "please answer within %(days)d days", days) % {"days": days}


def days_of(model, *states):
    return sum(machine_of(model).state(state).days or 0 for state in states)
