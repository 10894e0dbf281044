"""Pages of docs/ that are written from what the machines say, so that a change of power is a visible change."""

from certify.documents.lifecycles import lifecycles_page
from certify.documents.permissions import permissions_page

PAGES = {"lifecycles.md": lifecycles_page, "permissions.md": permissions_page}

__all__ = ["PAGES"]
