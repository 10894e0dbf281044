"""The main navigation for the person who looks."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

EVERY_STAFF = frozenset(Role.values)


@dataclass(frozen=True)
class Door:
    label: str
    name: str
    icon: str
    roles: frozenset = frozenset()
    group: str = ""


STAFF_DOORS = (
    Door(_("My work"), "home", "inbox", EVERY_STAFF),
    Door(_("Applications"), "applications", "file-text", frozenset({Role.OFFICER, Role.AUDIT_MANAGER, Role.MANAGER})),
    Door(_("Audits"), "audits", "clipboard-check", frozenset({Role.AUDIT_MANAGER, Role.AUDITOR, Role.MANAGER})),
    Door(_("Nonconformities"), "nonconformities", "flag", frozenset({Role.AUDIT_MANAGER, Role.AUDITOR, Role.MANAGER})),
    Door(_("Decisions"), "decisions", "scale", frozenset({Role.MEMBER, Role.MANAGER})),
    Door(_("Certificates"), "certificates", "award", EVERY_STAFF),
    Door(_("Organisations"), "organisations", "building-2", EVERY_STAFF),
    Door(_("Overview"), "dashboard", "layout-dashboard", frozenset({Role.MANAGER, Role.MEMBER}), _("Management")),
    Door(_("Staff"), "staff", "users", frozenset({Role.MANAGER}), _("Management")),
    Door(_("Editions of the standard"), "editions", "book-open", EVERY_STAFF, _("Management")),
    Door(_("Reference data"), "admin:index", "settings", frozenset({Role.MANAGER}), _("Management")),
)
PORTAL_DOORS = (
    Door(_("My cases"), "home", "inbox"),
    Door(_("My organisations"), "organisations", "building-2"),
    Door(_("Check a certificate"), "verify", "search"),
)


def navigation(request):
    """The doors the person may open, each with its address and whether one stands behind it (one at most: the nearest)."""
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return []
    doors = [door for door in STAFF_DOORS if door.roles & user.roles] if user.roles else PORTAL_DOORS
    urls = [reverse(door.name) for door in doors]
    nearest = max((url for url in urls if request.path.startswith(url)), key=len, default=None)
    return [
        {
            "label": door.label,
            "url": url,
            "icon": door.icon,
            "group": door.group,
            "active": url == nearest,
            "count_url": reverse("waiting") if user.roles and door.name == "home" else "",
        }
        for door, url in zip(doors, urls, strict=True)
    ]
