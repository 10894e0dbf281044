"""The journal's words for what happens to people and organisations."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Interest, Invitation, Organisation, User
from accounts.roles import Grade, Role
from workflow.machine import Deed
from workflow.registry import register_deeds


def role(facts):
    return Role(facts["role"]).label


def registration(facts):
    return " ".join(str(part) for part in (Grade(facts["grade"]).label, facts["number"], facts["valid_until"]) if part)


def interest(facts):
    return " ".join(
        str(part) for part in (facts["organisation"], Interest.Kind(facts["kind"]).label, facts["until"]) if part
    )


def invited(facts):
    roles = [str(Role(name).label) for name in facts.get("roles", ())]
    return " · ".join([facts["email"], *roles])


def person(facts):
    return facts["person"]


def changed_in(model):
    """Words for `changed`: each column by its name, the value before and after."""

    def words(facts):
        rows = facts["changed"].items()
        return "; ".join(
            f"{model._meta.get_field(name).verbose_name}: {old or '–'} → {new or '–'}" for name, (old, new) in rows
        )

    return words


register_deeds(
    User,
    {
        "grant_role": Deed(_("gave a role"), internal=True, detail=role),
        "revoke_role": Deed(_("took a role away"), internal=True, detail=role),
        "register_auditor": Deed(_("registered the auditor's grade"), internal=True, detail=registration),
        "declare_interest": Deed(_("declared an interest"), internal=True, detail=interest),
        "change_account": Deed(_("changed the name of the account"), internal=True, detail=changed_in(User)),
        "change_address": Deed(_("changed the e-mail address"), internal=True, detail=changed_in(User)),
        "deactivate": Deed(_("closed the account"), internal=True),
        "reactivate": Deed(_("opened the account again"), internal=True),
        "reset_second_factor": Deed(_("reset the second factor"), internal=True),
    },
)
INVITING = {
    "invite": Deed(_("sent an invitation"), detail=invited),
    "withdraw_invitation": Deed(_("withdrew an invitation"), detail=invited),
    "accept_invitation": Deed(_("accepted an invitation"), detail=invited),
}
register_deeds(Invitation, INVITING)
register_deeds(
    Organisation,
    INVITING
    | {
        "found_organisation": Deed(_("registered the organisation")),
        "change_organisation": Deed(_("changed the organisation's data"), detail=changed_in(Organisation)),
        "remove_member": Deed(_("ended a membership"), detail=person),
    },
)
