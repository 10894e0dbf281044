"""The lifecycles of a decision, a certificate and a surveillance."""

from django.utils.translation import gettext_lazy as _

from applications.queries import audit_department, market_department
from certificates import actions, obstacles
from certificates.models import Certificate, Decision, Surveillance
from certificates.permissions import (
    is_certificate_manager,
    is_deciding_manager,
    is_surveillance_keeper,
    is_system,
)
from certificates.queries import certificate_people, client_people
from workflow.machine import Deed, Machine, State, Transition
from workflow.registry import register

CASE_BY_CASE = _("A certification decision is made case by case, with the dossier open.")
D = Decision.State
C = Certificate.State
V = Surveillance.State

register(
    Machine(
        name="decision",
        title=_("Certification decision"),
        states=(
            State(D.OPEN, _("Before the committee"), _("The committee is reviewing your case"), "active", days=10),
            State(D.GRANTED, _("Granted"), _("Certification granted"), "good", final=True),
            State(D.REFUSED, _("Certification refused"), _("Certification refused"), "danger", final=True),
            State(
                D.SENT_BACK,
                _("Sent back to the audit"),
                _("The audit team was asked to look again"),
                "warning",
                final=True,
            ),
        ),
        transitions=(
            Transition(
                "grant",
                (D.OPEN,),
                D.GRANTED,
                _("Grant certification"),
                _("granted certification"),
                by=is_deciding_manager,
                unless=(
                    obstacles.quorum_not_reached,
                    obstacles.majority_not_reached_to_grant,
                    obstacles.audit_not_reported,
                    obstacles.nonconformity_open,
                    obstacles.score_not_passed,
                    obstacles.score_not_recomputed_alike,
                    obstacles.edition_not_approved,
                    obstacles.organisation_holds_certificate,
                    obstacles.holder_not_printable,
                ),
                notify=(client_people, audit_department, market_department),
                then=actions.issue_certificate,
                alone=CASE_BY_CASE,
            ),
            Transition(
                "refuse",
                (D.OPEN,),
                D.REFUSED,
                _("Refuse certification"),
                _("refused certification"),
                by=is_deciding_manager,
                unless=(
                    obstacles.quorum_not_reached,
                    obstacles.majority_not_reached_to_refuse,
                ),
                note=_("Why is certification refused? The client reads this."),
                notify=(client_people, audit_department, market_department),
                tone="danger",
                then=actions.close_audit,
                alone=CASE_BY_CASE,
            ),
            Transition(
                "send_back",
                (D.OPEN,),
                D.SENT_BACK,
                _("Send back to the audit"),
                _("sent the report back to the audit team"),
                by=is_deciding_manager,
                unless=(
                    obstacles.quorum_not_reached,
                    obstacles.majority_not_reached_to_send_back,
                ),
                note=_("What has to be looked at again?"),
                tone="secondary",
                internal=True,
                then=actions.return_audit,
                alone=CASE_BY_CASE,
            ),
        ),
        deeds={
            "take_up": Deed(_("put the report before the committee"), internal=True),
            "vote": Deed(_("cast a vote"), internal=True),
            "step_aside": Deed(_("declared an interest and stepped aside"), internal=True),
        },
    ),
    Decision,
)

register(
    Machine(
        name="certificate",
        title=_("Certificate"),
        states=(
            State(C.VALID, _("Valid"), _("Valid"), "good"),
            State(C.SUSPENDED, _("Suspended"), _("Suspended: the certificate and mark must not be used"), "warning"),
            State(
                C.WITHDRAWN, _("Withdrawn by the body"), _("Withdrawn by the certification body"), "danger", final=True
            ),
            State(C.CANCELLED, _("Cancelled"), _("Cancelled at the holder's request"), "neutral", final=True),
            State(C.EXPIRED, _("Expired"), _("Expired"), "neutral", final=True),
        ),
        transitions=(
            Transition(
                "suspend",
                (C.VALID,),
                C.SUSPENDED,
                _("Suspend"),
                _("suspended the certificate"),
                by=is_certificate_manager,
                unless=(obstacles.certificate_run_out,),
                note=_("On what ground is it suspended, and until when? The holder reads this."),
                notify=(certificate_people, audit_department),
                tone="danger",
            ),
            Transition(
                "restore",
                (C.SUSPENDED,),
                C.VALID,
                _("Restore"),
                _("restored the certificate"),
                by=is_certificate_manager,
                unless=(obstacles.certificate_run_out,),
                note=_("What was put right, and how was it verified?"),
                notify=(certificate_people, audit_department),
            ),
            Transition(
                "withdraw",
                (C.VALID, C.SUSPENDED),
                C.WITHDRAWN,
                _("Withdraw the certificate"),
                _("withdrew the certificate"),
                by=is_certificate_manager,
                unless=(obstacles.certificate_run_out,),
                note=_("On what ground is it withdrawn? The holder reads this."),
                notify=(certificate_people, audit_department),
                tone="danger",
                then=actions.lapse_surveillances,
            ),
            Transition(
                "cancel",
                (C.VALID, C.SUSPENDED),
                C.CANCELLED,
                _("Cancel at the holder's request"),
                _("cancelled the certificate at the holder's request"),
                by=is_certificate_manager,
                unless=(obstacles.certificate_run_out,),
                note=_("When and how did the holder ask for it?"),
                notify=(certificate_people, audit_department),
                tone="danger",
                then=actions.lapse_surveillances,
            ),
            Transition(
                "expire",
                (C.VALID, C.SUSPENDED),
                C.EXPIRED,
                _("Let it expire"),
                _("the certificate expired"),
                by=is_system,
                unless=(obstacles.certificate_still_runs,),
                notify=(certificate_people, audit_department),
                then=actions.lapse_surveillances,
            ),
        ),
        deeds={
            "issue": Deed(_("issued the certificate")),
            "seal": Deed(_("sealed the certificate PDF")),
            "seal_again": Deed(_("had the sealing tried again"), internal=True),
        },
    ),
    Certificate,
)

register(
    Machine(
        name="surveillance",
        title=_("Surveillance"),
        states=(
            State(V.DUE, _("Due"), _("Due"), "waiting"),
            State(V.HELD, _("Held"), _("Held"), "good", final=True),
            State(V.LAPSED, _("Lapsed"), _("No longer needed"), "neutral", final=True),
        ),
        transitions=(
            Transition(
                "hold",
                (V.DUE,),
                V.HELD,
                _("Record as held"),
                _("recorded the surveillance as held"),
                by=is_surveillance_keeper,
                note=_("When was it held, by whom, and with what result?"),
                notify=(certificate_people,),
                then=actions.record_surveillance,
            ),
            Transition(
                "lapse",
                (V.DUE,),
                V.LAPSED,
                _("Let it lapse"),
                _("let the surveillance lapse with the certificate"),
                by=is_system,
            ),
        ),
        deeds={"remind": Deed(_("reminded of the surveillance"))},
    ),
    Surveillance,
)
