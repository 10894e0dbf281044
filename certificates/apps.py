from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("Decisions and certificates")

    def ready(self):
        from certificates import checks, lifecycle  # noqa: F401  (registers the checks and the machines)
