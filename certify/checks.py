"""System checks that refuse an unsafe production configuration, each fault by its name."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

EMBEDDED_KEY_PREFIX = "embedded-"
NOBODY, NOBODYS_NAME = "000", "示范认证有限公司"  # what the demonstration is called


def faults():
    """Yield (id, what is wrong, what to do) for everything that must not be so in production."""
    if settings.SECRET_KEY.startswith(EMBEDDED_KEY_PREFIX) or len(settings.SECRET_KEY) < 50:
        yield (
            "secret_key",
            "SECRET_KEY is not set or shorter than 50 characters.",
            "Set SECRET_KEY to a long random string.",
        )
    if settings.DEBUG:
        yield "debug", "DEBUG is on.", "Remove DEBUG from the environment."
    if settings.DEMONSTRATION:
        yield "demonstration", "DEMONSTRATION mode is on.", "Remove DEMONSTRATION from the environment."
    if settings.CELERY_BROKER_URL.startswith(("filesystem:", "memory:")):
        yield "broker", "No message broker is configured.", "Set REDIS_URL, for example redis://redis:6379/0."
    if not settings.SIGNING_KEY_FILE:
        yield "signing_key", "No signing key is configured.", "Set SIGNING_KEY_FILE to the body's key and certificate."
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield "sqlite", "The database is SQLite.", "Set DATABASE_URL to a PostgreSQL database."
    if "*" in settings.ALLOWED_HOSTS or not settings.ALLOWED_HOSTS:
        yield "allowed_hosts", "ALLOWED_HOSTS is empty or open to every name.", "Set ALLOWED_HOSTS to the site's names."
    if settings.BODY_CODE == NOBODY or settings.BODY_NAME == NOBODYS_NAME:
        yield "body", "The certification body is not named.", "Set BODY_NAME, BODY_NAME_EN and BODY_CODE."
    if not settings.SITE_URL.startswith("https://"):
        yield "site_url", "SITE_URL is not an https address.", "Set SITE_URL to the public https address of this site."


@register(Tags.security)
def production_is_safe(app_configs, **kwargs):
    if not settings.PRODUCTION:
        return []
    return [Error(message, hint=hint, id=f"certify.{name}") for name, message, hint in faults()]


def refuse_unsafe_configuration():
    """Raise ImproperlyConfigured naming every fault, where the process is meant for production."""
    errors = production_is_safe(None)
    if errors:
        raise ImproperlyConfigured("\n".join(f"{e.id}: {e.msg} {e.hint}" for e in errors))
