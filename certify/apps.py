from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

from certify.complaints import say_what_to_do

say_what_to_do()  # here, since apps are known before any model or form is


class CertifyConfig(AppConfig):
    name = "certify"

    def ready(self):
        from certify import checks  # noqa: F401  (registers the system checks)


class ReferenceAdminConfig(AdminConfig):
    default_site = "certify.admin.ReferenceAdminSite"
