from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import deeds  # noqa: F401  (registers the words of the journal)
