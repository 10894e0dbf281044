from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import deeds  # noqa: F401  (registers the words of the journal)
        from accounts.roles import Role
        from workflow.registry import name_roles

        name_roles([*(role.label for role in Role), _("Applicant")])
