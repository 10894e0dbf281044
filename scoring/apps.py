from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    name = "scoring"
    verbose_name = _("Editions of the standard")

    def ready(self):
        from scoring import deeds  # noqa: F401  (registers the words of the journal)
