"""The journal's words for what happens to people and organisations."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, Organisation, User
from workflow.machine import Deed
from workflow.registry import register_deeds

register_deeds(
    User,
    {
        "grant_role": Deed(_("gave a role"), internal=True),
        "revoke_role": Deed(_("took a role away"), internal=True),
        "register_auditor": Deed(_("registered the auditor's grade"), internal=True),
        "declare_interest": Deed(_("declared an interest"), internal=True),
        "change_account": Deed(_("changed the name of the account"), internal=True),
        "deactivate": Deed(_("closed the account"), internal=True),
        "reactivate": Deed(_("opened the account again"), internal=True),
        "reset_second_factor": Deed(_("reset the second factor"), internal=True),
    },
)
INVITING = {
    "invite": Deed(_("sent an invitation")),
    "withdraw_invitation": Deed(_("withdrew an invitation")),
    "accept_invitation": Deed(_("accepted an invitation")),
}
register_deeds(Invitation, INVITING)
register_deeds(
    Organisation,
    INVITING
    | {
        "found_organisation": Deed(_("registered the organisation")),
        "change_organisation": Deed(_("changed the organisation's data")),
        "remove_member": Deed(_("ended a membership")),
    },
)
