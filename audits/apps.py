from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "audits"

    def ready(self):
        from audits import lifecycle  # noqa: F401  (registers the machines)
