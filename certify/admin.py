"""The Django admin holds reference data only; cases move in the pages."""

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

OURS = {"applications", "certificates", "scoring", "workflow"}


class ReferenceAdminSite(admin.AdminSite):
    site_header = site_title = index_title = _("Reference data")
    enable_nav_sidebar = False
    site_url = "/home/"
    empty_value_display = "–"

    def register(self, model_or_iterable, admin_class=None, **options):
        """Our own tables only: what packages register for themselves (groups, second factors) is looked after in the pages."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        super().register([model for model in models if model._meta.app_label in OURS], admin_class, **options)

    def has_permission(self, request):
        """Managers, read afresh at every request."""
        user = request.user
        return user.is_authenticated and user.is_active and user.is_staff

    def login(self, request, extra_context=None):
        """Nobody signs in here: the admin's own form knows neither rate limits nor the second factor."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
