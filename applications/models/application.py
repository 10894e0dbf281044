"""The application: what a company says about itself and asks for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from scoring.bilingual import in_language
from scoring.models import Edition
from scoring.rules import Level
from workflow import clock
from workflow.models import Case, CaseQuerySet
from workflow.movers import Mover


class ApplicationQuerySet(CaseQuerySet):
    def visible_to(self, user):
        """Members see their organisation's; staff see what has been submitted."""
        if not user.is_authenticated:
            return self.none()
        if user.roles:
            return self.exclude(state=Application.State.DRAFT)
        return self.filter(organisation__in=user.organisations)


class Application(Case):
    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        RETURNED = "returned"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        OFFERED = "offered"
        AGREED = "agreed"
        EVALUATING = "evaluating"
        CLARIFYING = "clarifying"
        EVALUATED = "evaluated"

    class Purpose(models.TextChoices):
        INITIAL = "initial", _("initial certification")
        RECERTIFICATION = "recertification", _("recertification")

    class Kind(models.TextChoices):
        MAKER = "maker", _("maker of goods")
        SELLER = "seller", _("seller of goods")
        SERVICE = "service_provider", _("service provider")

    class ServiceMode(models.TextChoices):
        OWN = "own", _("own outlets")
        COMMISSIONED = "commissioned", _("commissioned outlets")
        MIXED = "mixed", _("own and commissioned outlets")

    MOVERS = {
        State.DRAFT: Mover.CLIENT,
        State.SUBMITTED: Mover.MARKET,
        State.RETURNED: Mover.CLIENT,
        State.OFFERED: Mover.CLIENT,
        State.AGREED: Mover.AUDIT,
        State.EVALUATING: Mover.AUDIT,
        State.CLARIFYING: Mover.CLIENT,
    }
    HANDED_ON = (State.EVALUATED,)  # the audit has taken over, or waits in the worklist to be opened
    APPLICANTS_MOVE = (State.DRAFT, State.RETURNED, State.OFFERED, State.CLARIFYING)

    LEVELS = [
        (Level.QUALIFIED.value, _("Qualified")),
        (Level.THREE_STAR.value, _("Three-star")),
        (Level.FOUR_STAR.value, _("Four-star")),
        (Level.FIVE_STAR.value, _("Five-star")),
    ]

    state = models.CharField(max_length=30, choices=State.choices, default=State.DRAFT, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="applications")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="applications")
    purpose = models.CharField(_("application for"), max_length=20, choices=Purpose.choices, default=Purpose.INITIAL)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    saved_at = models.DateTimeField(default=clock.now, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)

    # Everything below may be missing in a draft; applications.queries.missing_answers says what a submission needs.
    kind = models.CharField(_("kind of applicant"), max_length=20, choices=Kind.choices, blank=True)
    industry = models.CharField(_("industry"), max_length=120, blank=True)
    scope = models.TextField(_("scope of certification"), max_length=600, blank=True)
    scope_en = models.TextField(_("scope in English"), max_length=900, blank=True)
    activities = models.TextField(_("description of service activities"), max_length=4000, blank=True)
    way_of_selling = models.TextField(_("way of selling"), max_length=2000, blank=True)
    service_mode = models.CharField(
        _("who runs the service outlets"), max_length=20, choices=ServiceMode.choices, blank=True
    )
    system_since = models.DateField(_("service system in operation since"), null=True, blank=True)
    headcount = models.PositiveIntegerField(_("number of employees"), null=True, blank=True)
    service_staff = models.PositiveIntegerField(_("of these, service staff"), null=True, blank=True)
    service_management_staff = models.PositiveIntegerField(
        _("of these, service-management staff"), null=True, blank=True
    )
    level_aimed = models.CharField(_("level aimed at"), max_length=20, choices=LEVELS, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=80, blank=True)
    contact_phone = models.CharField(_("telephone of the contact person"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact person"), blank=True)
    wishes = models.TextField(_("wishes for dates or team"), max_length=1000, blank=True)
    has_no_exclusions = models.BooleanField(_("all clauses apply"), default=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")

    def get_absolute_url(self):
        return reverse("application", args=[self.reference])

    @property
    def scope_words(self):
        """The scope in the reader's language, where it was given in it."""
        return in_language(self.scope, self.scope_en)

    @property
    def is_editable(self):
        """The applicant may change answers and papers only before submitting and after a return."""
        return self.state in {self.State.DRAFT, self.State.RETURNED}

    @property
    def is_applicants_move(self):
        return self.state in self.APPLICANTS_MOVE


class Site(models.Model):
    """A site or outlet where the certified service is given. In a draft only its name is certain."""

    class Kind(models.TextChoices):
        HEADQUARTERS = "headquarters", _("headquarters")
        BRANCH = "branch", _("branch")
        OWN_OUTLET = "own_outlet", _("own outlet")
        COMMISSIONED = "commissioned_outlet", _("commissioned outlet")

    OUTLETS = {Kind.OWN_OUTLET, Kind.COMMISSIONED}

    application = models.ForeignKey(Application, models.CASCADE, related_name="sites")
    kind = models.CharField(_("kind of site"), max_length=30, choices=Kind.choices)
    name = models.CharField(_("name of the site"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    headcount = models.PositiveIntegerField(_("employees there"), null=True, blank=True)
    activity = models.CharField(_("what is done there"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name


class ServiceManager(models.Model):
    """A certified after-sales service manager (售后服务管理师) of the applicant; basis of clause 5.1.2.2.

    In a draft only the name is certain; once submitted, nothing is missing.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="service_managers")
    name = models.CharField(_("name"), max_length=80)
    certificate_number = models.CharField(_("certificate number"), max_length=60, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "certificate_number"],
                condition=~Q(certificate_number=""),
                name="manager_listed_once",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.certificate_number})"


class ExclusionClaim(models.Model):
    """A clause that the applicant says does not apply, with the reason (rule R6); the auditor confirms it on site."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="exclusion_claims")
    clause = models.CharField(_("clause"), max_length=12)
    reason = models.TextField(_("reason"), max_length=1000)

    class Meta:
        ordering = ["clause"]
        constraints = [models.UniqueConstraint(fields=["application", "clause"], name="exclusion_claimed_once")]

    def __str__(self):
        return self.clause
