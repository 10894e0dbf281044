"""Whose move an application is, and what to do next, in words for the person who looks."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from applications.models import Application
from applications.permissions import is_applicant, is_free_evaluator, is_free_officer

S = Application.State


@dataclass(frozen=True)
class Move:
    """`is_yours` where the reader can act; `url` and `label` lead to the place where."""

    title: str
    text: str
    is_yours: bool = False
    url: str = ""
    label: str = ""


def next_move(application, user) -> Move:
    """What happens next, as seen by `user`."""
    if is_applicant(user, application):
        return move_of_applicant(application)
    return _for_staff(application, user)


def move_of_applicant(application):
    """What happens next, as the applicant's people see it."""
    page = _pages(application)
    yours = {
        S.DRAFT: (
            _("Complete the application"),
            _("Answer the topics in any order and upload the papers. Everything is kept until you submit."),
            page("check_application"),
            _("Check and submit"),
        ),
        S.RETURNED: (
            _("Correct the application and submit it again"),
            _("The market department has returned it with a remark that says what to correct."),
            page("check_application"),
            _("Check and submit again"),
        ),
        S.OFFERED: (
            _("Read and accept the agreement"),
            _("The application is accepted. Certification begins once you have accepted the agreement."),
            page("application_agreement"),
            _("Read the agreement"),
        ),
        S.CLARIFYING: (
            _("Answer our questions"),
            _("While evaluating your documents, the audit department has questions for you."),
            page("application_questions"),
            _("Answer the questions"),
        ),
    }
    if application.state in yours:
        title, text, url, label = yours[application.state]
        return Move(title, text, True, url, label)
    title, text = _waiting_words()[application.state]
    return Move(title, text)


def _waiting_words():
    """What an applicant reads who has nothing to do."""
    return {
        S.SUBMITTED: (
            _("We are reviewing the application"),
            _("The market department checks answers and papers. You will get an e-mail; there is nothing to do now."),
        ),
        S.AGREED: (
            _("The document evaluation follows"),
            _(
                "The audit department evaluates your documents next. You will get an e-mail; there is nothing to do now."
            ),
        ),
        S.EVALUATING: (
            _("We are evaluating your documents"),
            _("If something is unclear, you will get questions by e-mail. There is nothing to do now."),
        ),
        S.EVALUATED: (
            _("Your documents are accepted"),
            _("Plan, audit, decision and certificate follow. You will be asked to agree to the plan and the team."),
        ),
        S.REFUSED: (_("The application is refused"), _("The reasons stand in the history of the case.")),
        S.WITHDRAWN: (_("The application is withdrawn"), _("You can begin a new one at any time.")),
    }


def _for_staff(application, user):
    page = _pages(application)
    if application.state == S.SUBMITTED:
        text = _("The market department gives a verdict on papers and conditions, and fixes audit days and fee.")
        if is_free_officer(user, application):
            return Move(_("Review the application"), text, True, page("application_review"), _("Open the review"))
        return Move(_("The market department reviews the application"), text)
    if application.state in {S.AGREED, S.EVALUATING}:
        text = _("The audit department evaluates the documents clause by clause, before the visit.")
        if is_free_evaluator(user, application):
            return Move(
                _("Evaluate the documents"), text, True, page("application_evaluation"), _("Open the evaluation")
            )
        return Move(_("The audit department evaluates the documents"), text)
    if application.state == S.EVALUATED:
        return Move(_("The documents are accepted"), _("Audit, decision and certificate stand in the case file."))
    if application.is_applicants_move:
        return Move(_("It is the applicant's move"), str(application.state_label))
    return Move(_("The case is closed"), str(application.state_label))


def _pages(application):
    return lambda name: reverse(name, args=[application.reference])


def last_word(application):
    """The event whose note says what to mend, or why it ended; None in other states."""
    steps = {
        "returned": ("return",),
        "refused": ("refuse", "refuse_documents"),
        "withdrawn": ("withdraw", "decline"),
    }
    names = steps.get(application.state)
    return application.last_event(*names) if names else None
