"""The Django admin holds reference data only; cases move in the pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class ReferenceAdminSite(admin.AdminSite):
    site_header = site_title = index_title = _("Reference data")
    enable_nav_sidebar = False
    site_url = "/home/"

    def has_permission(self, request):
        """Managers, read afresh at every request."""
        user = request.user
        return user.is_authenticated and user.is_active and user.is_staff
