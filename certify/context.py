"""What every page knows: the body, the mode, and the way around."""

from django.conf import settings
from django.utils.translation import get_language

from certify.guide import chapter_for
from certify.navigation import navigation
from workflow import clock


def site(request):
    user = getattr(request, "user", None)
    roles = getattr(user, "role_names", [])
    return {
        "body_name": settings.BODY_NAME_EN if get_language() == "en" else settings.BODY_NAME,
        "moment": clock.now(),
        "demonstration": settings.DEMONSTRATION,
        "navigation": navigation(request),
        "site_url": settings.SITE_URL,
        "guide_chapter": chapter_for(user),
        "layout": "staff" if roles else "portal",
        "person_role": " · ".join(roles),
        "upload_limit_mb": settings.UPLOAD_LIMIT_MB,
    }
