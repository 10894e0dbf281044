"""What happens to one account."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.roles import keep_a_manager
from accounts.models import User
from accounts.refusals import Refused
from workflow.journal import record


@transaction.atomic
def change_account(user, *, name, language):
    """Change the name and the language of one's own account; the name that stands in old journal rows stays there."""
    before = User.objects.select_for_update().get(pk=user.pk).name
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    if name != before:
        record(user, "change_account", by=user, changed={"name": [before, name]})


def choose_language(user, language):
    """Keep the language of pages and letters; a taste, not a deed."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def deactivate(user, *, by):
    """Close the account: its sessions end at the next request, its roles rest.

    Raises Refused for oneself and the last manager.
    """
    if user.pk == by.pk:
        raise Refused(_("You cannot deactivate your own account. Ask another manager."))
    keep_a_manager(user)
    _set_active(user, False, by=by, deed="deactivate")


@transaction.atomic
def reactivate(user, *, by):
    """Open a closed account again, with the roles it had."""
    _set_active(user, True, by=by, deed="reactivate")


def _set_active(user, active, *, by, deed):
    locked = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = active
    user.forget_roles()
    if locked.is_active != active:
        user.save(update_fields=["is_active"])
        record(user, deed, by=by)


@transaction.atomic
def reset_second_factor(user, *, by):
    """Forget the second factor of someone who lost the device and the recovery codes; staff must set up a new one at once.

    Raises Refused for oneself, since a stolen session must not be enough.
    """
    if user.pk == by.pk:
        raise Refused(_("You cannot reset your own second factor. Ask another manager."))
    removed, _each = Authenticator.objects.filter(user=user).delete()
    if removed:
        record(user, "reset_second_factor", by=by)
