"""What waits for whom. Each is a queryset, the longest waiting first, with `since`: when the case came into its state."""

from django.db.models import Exists, OuterRef

from applications.queries import applications_ready_to_plan
from audits.models import Audit, Nonconformity, TeamMember
from workflow import clock

S = Audit.State
N = Nonconformity.State
VISITING = (S.PLANNED, S.ON_SITE, S.RECTIFYING)
RECTIFIABLE = (S.RECTIFYING, S.REPORTED)


def applications_to_plan(user=None):
    """For the audit department: documents accepted and no audit opened (or the last one abandoned)."""
    begun = Audit.objects.filter(application=OuterRef("pk")).exclude(state=S.ABANDONED)
    return applications_ready_to_plan(user).exclude(Exists(begun.exclude(kind=Audit.Kind.SURVEILLANCE)))


def audits_to_prepare(user=None):
    """For the audit department: audit files whose plan or team is still to be made, or came back with an objection."""
    return _free(_waiting(S.PLANNING), user)


def declarations_to_make(user):
    """For the auditor: audits in which the person has not declared yet whether there is an interest."""
    mine = TeamMember.objects.filter(user=user, removed_at=None, declaration=TeamMember.Declaration.PENDING)
    return _waiting(S.PLANNING, S.PROPOSED, *VISITING).filter(team__in=mine)


def visits_of(user):
    """For the auditor: audits the person serves on, from the agreed plan until the report, but for those to be scored."""
    serving = _waiting(*VISITING).filter(team__in=_serving(user))
    return serving.exclude(state=S.ON_SITE, pk__in=_scoring(user).values("audit"))


def audits_to_score(user):
    """For the auditor: audits on site whose clauses the person scores, experts left out."""
    return _waiting(S.ON_SITE).filter(team__in=_scoring(user))


def nonconformities_to_verify(user):
    """For the auditor: answers that wait for a verdict, experts left out."""
    return _open_cases(N.ANSWERED).filter(audit__team__in=_scoring(user))


def nonconformities_to_answer(organisations):
    """For the client: what is to be rectified, the nearest deadline first."""
    return _open_cases(N.OPEN).filter(audit__organisation__in=organisations).exclude(deadline=None)


def nonconformities_overdue(user=None):
    """For the audit department: past the deadline and not answered."""
    late = _open_cases(N.OPEN).filter(deadline__lt=clock.today())
    return late if user is None else late.exclude(audit__organisation__in=user.organisations_of_interest)


def _waiting(*states):
    return Audit.objects.filter(state__in=states).select_related("organisation").with_since().order_by("since", "pk")


def _open_cases(state):
    cases = Nonconformity.objects.filter(state=state, audit__state__in=RECTIFIABLE)
    return cases.select_related("audit__organisation").with_since().order_by("deadline", "pk")


def _serving(user):
    return TeamMember.objects.filter(user=user, removed_at=None, declaration=TeamMember.Declaration.NONE)


def _scoring(user):
    return _serving(user).exclude(duty=TeamMember.Duty.EXPERT)


def _free(audits, user):
    return audits if user is None else audits.exclude(organisation__in=user.organisations_of_interest)
