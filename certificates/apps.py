from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "certificates"

    def ready(self):
        from certificates import checks, lifecycle  # noqa: F401  (registers the checks and the machines)
