"""Who has a part in a case, and who is kept out of it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.queries import evaluation_of
from audits.models import TeamMember
from audits.queries.participation import people_who_evaluated
from certificates.queries import may_see_votes
from certify.casefile.file import CaseFile
from workflow.models import Event

REVIEWING = ("accept", "return", "refuse")
DECIDING = ("grant", "refuse", "send_back")
FROM_ALL = _("reviewing, evaluating, auditing, voting and deciding for this client")
FROM_DECIDING = _("voting and deciding on this case")
MEMBER, LEFT = _("belongs to the client"), _("belonged to the client within the last two years")
ON_TEAM, OF_DOCUMENTS = _("was appointed to the audit team"), _("evaluated the documents")
BY_JOURNAL = _("took part in the audit, as the journal says")


@dataclass
class Barred:
    """A member of staff who is kept out: why, and of what."""

    person: User
    reasons: list[str] = field(default_factory=list)
    wholly: bool = False

    @property
    def kept_from(self):
        return FROM_ALL if self.wholly else FROM_DECIDING


def people_of(file: CaseFile, _query=None) -> dict:
    """The client's people for everybody; who reviewed, evaluated, audited and decided for staff."""
    members = file.organisation.memberships.filter(left_at=None).select_related("user").order_by("joined_at")
    facts = {"members": list(members), "teams": teams_of(file)}
    if not file.for_staff:
        return facts
    interests = list(file.organisation.interests.select_related("user").order_by("-declared_at"))
    return facts | {
        "reviews": _deeds([file.application], REVIEWING),
        "evaluation": evaluation_of(file.application),
        "deciders": _deeds(file.decisions, DECIDING) if file.decisions else [],
        "rounds": voters_of(file),
        "interests": interests,
        "barred": barred_from(file, interests),
    }


def _deeds(cases, names):
    events = Event.objects.of(*cases).filter(name__in=names).exclude(actor=None).select_related("case_type")
    return list(events.order_by("pk"))


def teams_of(file: CaseFile) -> list[tuple]:
    """(audit, its team, leader first, with those who were taken off it); a client reads the team of a plan that was sent."""
    audits = [audit for audit in file.audits if file.for_staff or audit.plan_is_sent]
    rows = TeamMember.objects.filter(audit__in=[audit.pk for audit in audits]).select_related("user").order_by("pk")
    if not file.for_staff:
        rows = rows.filter(removed_at=None)
    order = list(TeamMember.Duty)
    teams = {audit.pk: [] for audit in audits}
    for member in sorted(rows, key=lambda row: (bool(row.removed_at), order.index(row.duty), row.pk)):
        teams[member.audit_id].append(member)
    return [(audit, teams[audit.pk]) for audit in audits]


def voters_of(file: CaseFile) -> list[tuple]:
    """(round, who voted) of the rounds whose votes the reader may see."""
    seen = [decision for decision in file.decisions if may_see_votes(file.reader, decision)]
    return [(decision, [vote.user for vote in decision.votes.select_related("user")]) for decision in seen]


def barred_from(file: CaseFile, interests) -> list[Barred]:
    """Everybody with a role today who is kept out of this case or of its decision; the latter of the audit that counts."""
    kept = {}
    staff = User.objects.filter(is_active=True, role_grants__revoked_at=None, role_grants__isnull=False).distinct()
    with_interest = User.objects.with_interest_in(file.organisation).values("pk")
    for person in staff.filter(pk__in=with_interest).order_by("name", "pk"):
        kept[person.pk] = Barred(person, _why_interested(file, person, interests), wholly=True)
    if file.audit:
        evaluators = people_who_evaluated(file.audit).values("pk")
        reasons = _parts_taken(file)
        for person in staff.filter(pk__in=evaluators).order_by("name", "pk"):
            row = kept.setdefault(person.pk, Barred(person))
            row.reasons += reasons.get(person.pk, [BY_JOURNAL])
    return list(kept.values())


def _why_interested(file, person, interests):
    declared = [each.get_kind_display() for each in interests if each.user_id == person.pk]
    if declared:
        return declared
    return [MEMBER if person.belongs_to(file.organisation) else LEFT]


def _parts_taken(file):
    """What the tables say of how somebody took part: user -> reasons."""
    found = {}
    for user in file.audit.team.order_by("user").values_list("user", flat=True).distinct():
        found.setdefault(user, []).append(ON_TEAM)
    evaluation = evaluation_of(file.application)
    if evaluation:
        clauses = evaluation.clauses.order_by("by").values_list("by", flat=True).distinct()
        for user in {evaluation.evaluator_id, *clauses}:
            found.setdefault(user, []).append(OF_DOCUMENTS)
    return found
