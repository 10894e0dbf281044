"""Whose move an audit is, and what to do next, in words for the person who looks."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.moves import Move
from audits.models import Audit, Nonconformity, TeamMember
from audits.permissions import is_free_audit_manager, is_leader, is_scorer
from audits.queries.nonconformities import nonconformities_of
from audits.queries.team import assignment_of
from workflow import clock
from workflow.wording import in_words

S = Audit.State
N = Nonconformity.State


def next_move(audit, user) -> Move:
    """What happens next, as seen by `user`. Steps without a page of their own stand as buttons beside it."""
    return _for_staff(audit, user) if user.roles else _for_client(audit, user)


def _for_client(audit, user):
    if audit.state == S.PROPOSED:
        text = _(
            "The plan names dates, sites, agenda and team of the audit. Agree to it, or object and give the reason."
        )
        return Move(_("Agree to the plan or object"), text, is_yours=True)
    if audit.state == S.RECTIFYING and nonconformities_of(audit, user).filter(state=N.OPEN).exists():
        text = _("Answer every nonconformity with cause, correction and corrective action before its deadline.")
        return Move(
            _("Rectify what was found"), text, is_yours=True, url="#nonconformities", label=_("See what was found")
        )
    return Move(*_waiting_words(audit)[audit.state])


def _waiting_words(audit):
    """What a client reads who has nothing to do."""
    day = in_words(audit.starts_on) if audit.starts_on else ""
    return {
        S.PLANNING: (
            _("We are changing the plan"),
            _("You will get the changed plan by e-mail and can then agree or object. There is nothing to do now."),
        ),
        S.PLANNED: (
            _("The visit is coming"),
            _("The audit begins on %(day)s with the opening meeting.") % {"day": day},
        ),
        S.ON_SITE: (
            _("The audit is under way"),
            _("The team shows you its findings in the closing meeting; after it they stand here."),
        ),
        S.RECTIFYING: (
            _("The team verifies and writes its report"),
            _("There is nothing to do now. You will get an e-mail if something is not enough."),
        ),
        S.REPORTED: (_("The committee decides"), _("The report is with the committee. You will get an e-mail.")),
        S.DECIDED: (_("The audit is finished"), _("The decision was made.")),
        S.ABANDONED: (_("The audit was abandoned"), _("The reason stands in the history of the audit.")),
    }


def _for_staff(audit, user):
    mine = assignment_of(user, audit)
    if mine and mine.declaration == TeamMember.Declaration.PENDING and not audit.is_closed:
        text = _(
            "You are appointed to this audit. Before anything else, declare whether you have an interest in the client."
        )
        return Move(
            _("Make your declaration of interest"),
            text,
            True,
            reverse("declaration", args=[audit.reference]),
            _("Declare"),
        )
    if audit.state in {S.PLANNING, S.PROPOSED}:
        return _while_planning(audit, user)
    if audit.state in {S.PLANNED, S.ON_SITE, S.RECTIFYING}:
        return _during_visit(audit, user)
    words = {
        S.REPORTED: (_("The committee decides"), _("The report is submitted and the score sheet frozen.")),
        S.DECIDED: (_("The audit is finished"), _("The decision was made.")),
        S.ABANDONED: (_("The audit was abandoned"), _("The reason stands in what happened, below.")),
    }
    return Move(*words[audit.state])


def _while_planning(audit, user):
    if audit.state == S.PROPOSED:
        return Move(_("It is the client's move"), _("The client agrees to the plan, or objects to it or to the team."))
    text = _("Appoint the team, write the plan, and send it to the client once every member has declared.")
    if is_free_audit_manager(user, audit):
        return Move(_("Prepare the visit"), text, is_yours=True)
    return Move(_("The audit department prepares the visit"), text)


def _during_visit(audit, user):
    scorer, leader = is_scorer(user, audit), is_leader(user, audit)
    if audit.state == S.PLANNED:
        text = _(
            "The client agreed. The team leader holds the opening meeting on %(day)s, then findings can be recorded."
        )
        return Move(_("The visit is coming"), text % {"day": in_words(audit.starts_on)}, is_yours=leader)
    if audit.state == S.ON_SITE:
        text = _("Record a finding for every clause. When all are answered, the leader holds the closing meeting.")
        url, label = reverse("scoring", args=[audit.reference]), _("Record findings")
        return Move(_("Audit on site"), text, scorer, url if scorer else "", label)
    deadlines = list(audit.nonconformities.filter(state__in=[N.OPEN, N.ANSWERED]).values_list("state", "deadline"))
    if any(state == N.ANSWERED for state, _deadline in deadlines):
        text = _("The client has answered. Verify the corrective action and close or reject it.")
        return Move(
            _("Verify corrective action"), text, scorer, "#nonconformities" if scorer else "", _("See the answers")
        )
    if deadlines:
        late = sum(bool(deadline and deadline < clock.today()) for _state, deadline in deadlines)
        if late:
            text = ngettext(
                "The deadline of %(n)d nonconformity has passed without an answer. Ask the client what keeps them.",
                "The deadlines of %(n)d nonconformities have passed without an answer. Ask the client what keeps them.",
                late,
            )
            return Move(_("Corrective action is overdue"), text % {"n": late})
        text = _("Nonconformities are with the client until their deadline. Meanwhile the report can be written.")
        return Move(_("The client rectifies"), text)
    url = reverse("audit_report", args=[audit.reference])
    text = _("Everything is rectified. The team leader completes the report and submits it.")
    return Move(_("Submit the report"), text, leader, url if leader else "", _("Write the report"))
