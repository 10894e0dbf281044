"""What waits for whom; each is a queryset, oldest first, with `since`: when the application came into its state."""

from applications.models import Application

S = Application.State


def drafts_of(user):
    """Drafts and returned applications of the person's organisations: their move."""
    return _waiting(S.DRAFT, S.RETURNED).filter(organisation__in=user.organisations)


def applications_to_review(user=None):
    """For the market department: submitted, to be reviewed (without those of clients the person has an interest in)."""
    return _free(_waiting(S.SUBMITTED), user)


def evaluations_to_start(user=None):
    """For the audit department: the agreement is accepted, the document evaluation is not begun."""
    return _free(_waiting(S.AGREED), user)


def evaluations_to_finish(user=None):
    """For the audit department: document evaluations that are with us."""
    return _free(_waiting(S.EVALUATING), user)


def applications_ready_to_plan(user=None):
    """For the audit department: documents accepted. Whether an audit exists already is asked one floor higher."""
    return _free(_waiting(S.EVALUATED), user)


def _waiting(*states):
    return (
        Application.objects.filter(state__in=states).select_related("organisation").with_since().order_by("since", "pk")
    )


def _free(applications, user):
    return applications if user is None else applications.exclude(organisation__in=user.organisations_of_interest)
