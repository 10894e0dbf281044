"""Doors: every page needs sign-in except a listed few; staff need a second factor outside demonstration mode.

And the language that a person who came through one reads.
"""

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

OPEN_NAMES = {"landing", "register", "set_language", "healthz", "schema", "robots", "sitemap", "favicon"}
OPEN_PREFIXES = ("/accounts/", "/verify/", "/guide/", "/api/v1/certificates/", "/static/", "/invitations/")
SECOND_FACTOR_PREFIXES = ("/accounts/", "/static/", "/i18n/")


def is_open(request):
    match = request.resolver_match
    return request.path.startswith(OPEN_PREFIXES) or (match is not None and match.url_name in OPEN_NAMES)


class OwnLanguageMiddleware:
    """Signed-in people read pages in the language of their account, on every machine; others in that of the browser."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if user.is_authenticated and user.language != translation.get_language():
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        return self.get_response(request)


class SignInRequiredMiddleware:
    """Fail closed: a view is public only where it is listed above."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.user.is_authenticated or is_open(request):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": _("Sign in first.")}, status=401)
        return redirect_to_login(request.get_full_path())


class SecondFactorMiddleware:
    """Sends staff without a second factor to set one up, before anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if settings.DEMONSTRATION or request.path.startswith(SECOND_FACTOR_PREFIXES):
            return None
        user = request.user
        if not user.is_authenticated or not user.roles or get_adapter().is_mfa_enabled(user):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse(
                {"detail": _("Staff need a second factor. Set one up in the web pages first.")}, status=403
            )
        messages.info(request, _("Staff sign in with a second factor. Please set one up now."))
        return redirect("mfa_activate_totp")
