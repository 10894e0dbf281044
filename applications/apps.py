from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"

    def ready(self):
        from applications import lifecycle  # noqa: F401  (registers the machines)
