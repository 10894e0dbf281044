"""The audit: its plan, its visit, its report."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.roles import Role
from applications.models import Application, Site
from scoring.models import Edition
from workflow import clock
from workflow.models import Case, CaseQuerySet
from workflow.movers import Mover

OFFICE = frozenset({Role.AUDIT_MANAGER, Role.MANAGER, Role.MEMBER, Role.OFFICER})


class AuditQuerySet(CaseQuerySet):
    def visible_to(self, user):
        """The office sees every audit, auditors those they were ever on the team of (unless they declared an interest there),
        clients their own once a plan was sent."""
        if not user.is_authenticated:
            return self.none()
        if user.roles & OFFICE:
            return self
        if user.roles:
            return self.filter(team__user=user, team__declaration__in=("pending", "none")).distinct()
        return self.filter(organisation__in=user.organisations).exclude(state=Audit.State.PLANNING, proposed_at=None)


class Audit(Case):
    class State(models.TextChoices):
        PLANNING = "planning"
        PROPOSED = "proposed"
        PLANNED = "planned"
        ON_SITE = "on_site"
        RECTIFYING = "rectifying"
        REPORTED = "reported"
        DECIDED = "decided"
        ABANDONED = "abandoned"

    class Kind(models.TextChoices):
        INITIAL = "initial", _("initial audit")
        SURVEILLANCE = "surveillance", _("surveillance audit")
        RECERTIFICATION = "recertification", _("recertification audit")

    MOVERS = {
        State.PLANNING: Mover.AUDIT,
        State.PROPOSED: Mover.CLIENT,
        State.PLANNED: Mover.TEAM,
        State.ON_SITE: Mover.TEAM,
        State.RECTIFYING: Mover.TEAM,
        State.REPORTED: Mover.COMMITTEE,
    }
    DEADLINES = {State.PLANNED: "starts_on"}  # the visit should have begun

    state = models.CharField(max_length=30, choices=State.choices, default=State.PLANNING, editable=False)
    kind = models.CharField(_("kind of audit"), max_length=20, choices=Kind.choices, default=Kind.INITIAL)
    application = models.ForeignKey(Application, models.PROTECT, related_name="audits")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="audits")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="audits")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    fewer_sites_reason = models.CharField(_("reason for visiting fewer outlets"), max_length=500, blank=True)
    proposed_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closing_meeting_on = models.DateField(_("date of the closing meeting"), null=True, editable=False)
    strengths = models.TextField(_("strengths found"), max_length=4000, blank=True)
    weaknesses = models.TextField(_("weaknesses and risks found"), max_length=4000, blank=True)
    conclusion = models.TextField(_("conclusion of the team"), max_length=4000, blank=True)
    reported_at = models.DateTimeField(null=True, editable=False)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("audit")
        verbose_name_plural = _("audits")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(state="abandoned") & ~Q(kind="surveillance"),
                name="one_audit_per_application",
            )
        ]

    def get_absolute_url(self):
        return reverse("audit", args=[self.reference])

    @property
    def current_team(self):
        return self.team.filter(removed_at=None)

    @property
    def plan_is_sent(self):
        """Does the client hold the present plan? Not while it is being written or changed, nor where none was ever sent."""
        return bool(self.proposed_at) and self.state not in {self.State.PLANNING, self.State.ABANDONED}

    @property
    def is_scorable(self):
        """Findings may be written between the opening meeting and the report."""
        return self.state in {self.State.ON_SITE, self.State.RECTIFYING}


class AuditSite(models.Model):
    """A site sampled for the visit."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="sites")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    visit_on = models.DateField(_("visited on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["audit", "site"], name="site_sampled_once")]

    def __str__(self):
        return str(self.site)


class AgendaItem(models.Model):
    """One line of the agenda: when, what, where, with whom. A draft may lack anything; the two meetings need no topic."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("opening meeting")
        WORK = "work", _("audit work")
        CLOSING = "closing", _("closing meeting")

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="agenda")
    day = models.DateField(_("day"), null=True, blank=True)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.WORK)
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    who = models.CharField(_("auditors"), max_length=200, blank=True)

    class Meta:
        ordering = [F("day").asc(nulls_last=True), F("starts_at").asc(nulls_last=True), "pk"]

    def __str__(self):
        return self.topic or str(self.get_kind_display())
