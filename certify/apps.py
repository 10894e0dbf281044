from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CertifyConfig(AppConfig):
    name = "certify"

    def ready(self):
        from certify import checks  # noqa: F401  (registers the system checks)


class ReferenceAdminConfig(AdminConfig):
    default_site = "certify.admin.ReferenceAdminSite"
