"""The lifecycles of an audit and of a nonconformity.

`send_back` and `decide` belong to the committee, which stands a floor above: its decision performs them as the system, inside
its own transaction, and names itself in the facts.
"""

from django.utils.translation import gettext_lazy as _

from applications.queries import audit_department, market_department
from audits import actions, deeds, obstacles
from audits.models import Audit, Nonconformity
from audits.permissions import is_client, is_free_audit_manager, is_leader, is_system, is_verifier
from audits.queries import (
    client_people,
    committee_people,
    nonconformity_client,
    nonconformity_team,
    team_people,
)
from workflow.machine import Deed, Machine, State, Transition
from workflow.registry import register

S = Audit.State
N = Nonconformity.State


audit_machine = register(
    Machine(
        name="audit",
        title=_("Audit"),
        states=(
            State(S.PLANNING, _("Being planned"), _("The audit is being planned"), "active", days=10),
            State(
                S.PROPOSED, _("Plan with the client"), _("Please agree to the audit plan, or object"), "waiting", days=5
            ),
            State(S.PLANNED, _("Planned"), _("Plan agreed: the visit is coming"), "active"),
            State(S.ON_SITE, _("On site"), _("The audit is under way"), "active"),
            State(
                S.RECTIFYING,
                _("Rectification and report"),
                _("Please rectify what was found; the report follows"),
                "waiting",
            ),
            State(
                S.REPORTED, _("Reported, to be decided"), _("The committee is reviewing your case"), "active", days=10
            ),
            State(S.DECIDED, _("Decided"), _("Decided"), "good", final=True),
            State(S.ABANDONED, _("Abandoned"), _("The audit was abandoned"), "neutral", final=True),
        ),
        transitions=(
            Transition(
                "propose",
                (S.PLANNING,),
                S.PROPOSED,
                _("Send the plan to the client"),
                _("sent the audit plan to the client"),
                by=is_free_audit_manager,
                unless=(
                    obstacles.team_incomplete,
                    obstacles.declarations_missing,
                    obstacles.interest_on_team,
                    obstacles.objections_unanswered,
                    obstacles.dates_missing,
                    obstacles.too_few_sites,
                    obstacles.agenda_missing,
                ),
                notify=(client_people, team_people),
                then=actions.stamp_proposal,
            ),
            Transition(
                "agree",
                (S.PROPOSED,),
                S.PLANNED,
                _("Agree to the plan"),
                _("agreed to the audit plan"),
                by=is_client,
                unless=(obstacles.objections_unanswered,),
                notify=(audit_department, team_people),
            ),
            Transition(
                "object",
                (S.PROPOSED,),
                S.PLANNING,
                _("Object to the plan or the team"),
                _("objected to the audit plan"),
                by=is_client,
                note=_("What do you object to, and why?"),
                notify=(audit_department,),
                tone="secondary",
                then=actions.note_objection,
                alone=_("An objection says what it is about, the plan or a person, in the form of its own audit."),
            ),
            Transition(
                "replan",
                (S.PLANNED, S.PROPOSED),
                S.PLANNING,
                _("Change the plan"),
                _("took the plan back to change it"),
                by=is_free_audit_manager,
                note=_("Why is the plan changed? The client reads this."),
                notify=(client_people, team_people),
                tone="secondary",
            ),
            Transition(
                "open",
                (S.PLANNED,),
                S.ON_SITE,
                _("Hold the opening meeting"),
                _("opened the audit on site"),
                by=is_leader,
                unless=(
                    obstacles.visit_not_begun,
                    obstacles.declarations_missing,
                    obstacles.interest_on_team,
                    obstacles.objections_unanswered,
                ),
                then=actions.stamp_opening,
            ),
            Transition(
                "close_visit",
                (S.ON_SITE,),
                S.RECTIFYING,
                _("Hold the closing meeting"),
                _("held the closing meeting"),
                by=is_leader,
                unless=(obstacles.clauses_unanswered,),
                notify=(client_people, audit_department),
                then=actions.stamp_closing,
                alone=_("The closing meeting has its own day, which is asked for in the audit."),
            ),
            Transition(
                "report",
                (S.RECTIFYING,),
                S.REPORTED,
                _("Submit the report"),
                _("submitted the report"),
                by=is_leader,
                unless=(
                    obstacles.declarations_missing,
                    obstacles.interest_on_team,
                    obstacles.objections_unanswered,
                    obstacles.clauses_unanswered,
                    obstacles.nonconformities_open,
                    obstacles.conclusion_missing,
                    obstacles.score_impossible,
                ),
                notify=(committee_people, audit_department),
                then=actions.freeze_score_sheet,
            ),
            Transition(
                "send_back",
                (S.REPORTED,),
                S.RECTIFYING,
                _("Send back to the audit"),
                _("sent the report back to the team"),
                by=is_system,
                note=_("What has to be looked at again?"),
                notify=(team_people, audit_department),
                tone="secondary",
                internal=True,
            ),
            Transition(
                "decide",
                (S.REPORTED,),
                S.DECIDED,
                _("Close with the decision"),
                _("closed the audit with the decision"),
                by=is_system,
            ),
            Transition(
                "abandon",
                (S.PLANNING, S.PROPOSED, S.PLANNED, S.ON_SITE, S.RECTIFYING),
                S.ABANDONED,
                _("Abandon the audit"),
                _("abandoned the audit"),
                by=is_free_audit_manager,
                note=_("Why is the audit abandoned? The client reads this."),
                notify=(client_people, team_people, market_department),
                tone="danger",
            ),
        ),
        deeds={
            "open_file": Deed(_("opened the audit file"), detail=deeds.kind),
            "plan": Deed(_("changed the plan"), internal=True),
            "appoint": Deed(_("appointed a team member"), internal=True, detail=deeds.member),
            "replace": Deed(_("took somebody off the team"), internal=True, detail=deeds.member),
            "declare": Deed(_("made the declaration of interest"), internal=True),
            "object_to_member": Deed(_("objected to a team member"), detail=deeds.objection),
            "answer_objection": Deed(_("answered the objection"), detail=deeds.objection),
            "record_finding": Deed(_("recorded a finding"), internal=True, detail=deeds.clause),
            "add_evidence": Deed(_("added evidence"), internal=True, detail=deeds.clause),
            "remove_evidence": Deed(_("removed evidence"), internal=True, detail=deeds.clause),
            "deduct": Deed(_("recorded a special deduction"), internal=True),
            "withdraw_deduction": Deed(_("withdrew a special deduction"), internal=True),
            "give_bonus": Deed(_("recorded the special bonus"), internal=True),
            "withdraw_bonus": Deed(_("withdrew the special bonus"), internal=True),
            "write_report": Deed(_("wrote in the report"), internal=True),
            "export_sheet": Deed(_("exported the score sheet"), internal=True, detail=deeds.sheet),
        },
    ),
    Audit,
)

nonconformity_machine = register(
    Machine(
        name="nonconformity",
        title=_("Nonconformity"),
        states=(
            State(N.OPEN, _("Open"), _("Please answer with your corrective action"), "warning"),
            State(
                N.ANSWERED, _("Answered, to be verified"), _("Answered: the auditor is verifying it"), "active", days=10
            ),
            State(N.CLOSED, _("Closed"), _("Closed"), "good", final=True),
            State(N.DROPPED, _("Dropped"), _("Dropped"), "neutral", final=True),
        ),
        transitions=(
            Transition(
                "answer",
                (N.OPEN,),
                N.ANSWERED,
                _("Send the corrective action"),
                _("answered with corrective action"),
                by=is_client,
                unless=(
                    obstacles.audit_is_over,
                    obstacles.closing_meeting_not_held,
                    obstacles.corrective_action_missing,
                ),
                notify=(nonconformity_team,),
                then=actions.send_corrective_action,
                alone=_("Each nonconformity is answered with its own corrective action."),
            ),
            Transition(
                "close",
                (N.ANSWERED,),
                N.CLOSED,
                _("Verify and close"),
                _("verified the corrective action and closed"),
                by=is_verifier,
                unless=(obstacles.audit_is_over,),
                note=_("What was verified, and how?"),
                notify=(nonconformity_client,),
                then=actions.judge_corrective_action,
            ),
            Transition(
                "reject",
                (N.ANSWERED,),
                N.OPEN,
                _("Reject the answer"),
                _("rejected the corrective action"),
                by=is_verifier,
                unless=(obstacles.audit_is_over,),
                note=_("What is not enough? The client reads this."),
                notify=(nonconformity_client,),
                tone="secondary",
                then=actions.judge_corrective_action,
            ),
            Transition(
                "drop",
                (N.OPEN, N.ANSWERED),
                N.DROPPED,
                _("Drop the nonconformity"),
                _("dropped the nonconformity"),
                by=is_verifier,
                note=_("Why was it raised in error?"),
                unless=(obstacles.audit_is_over, obstacles.stands_for_special_deduction),
                notify=(nonconformity_client,),
                tone="danger",
            ),
        ),
        deeds={
            "raise": Deed(_("raised a nonconformity"), detail=deeds.nonconformity),
            "draft_action": Deed(_("wrote corrective action")),
            # A draft is the client's own: what lies in it is not told before it is sent.
            "attach_file": Deed(_("attached a file to the corrective action")),
            "remove_file": Deed(_("removed a file from the corrective action")),
        },
    ),
    Nonconformity,
)
