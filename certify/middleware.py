"""What no view should have to think of."""

from django.core.exceptions import BadRequest
from django.middleware.gzip import GZipMiddleware
from django.views.defaults import bad_request

# Pages that hold no secret of anybody. The only token on them is that of the language form, and Django writes it in
# another way into every answer; so the length of a compressed answer (BREACH) tells nothing worth knowing.
COMPRESSED_PAGES = {
    "landing",
    "register",
    "verify",
    "guide",
    "guide_chapter",
    "verify_certificate",
    "account_login",
    "account_signup",
    "robots",
    "sitemap",
}
COMPRESSED_TYPES = ("text/", "image/svg+xml", "application/json", "application/xml")


class CompressionMiddleware(GZipMiddleware):
    """Compresses public pages for strangers, and static files that do not lie compressed already. Nothing else is: what a
    signed-in person reads may hold secrets beside words that somebody else chose."""

    def process_response(self, request, response):
        return super().process_response(request, response) if is_without_secrets(request, response) else response


def is_without_secrets(request, response):
    if not response.get("Content-Type", "").startswith(COMPRESSED_TYPES):
        return False
    if request.path.startswith("/static/"):
        return True
    match, user = request.resolver_match, getattr(request, "user", None)
    return bool(match and match.url_name in COMPRESSED_PAGES and user and not user.is_authenticated)


class UnstorableTextMiddleware:
    """Answers 400 where a request holds a NUL character: no keyboard types one, and PostgreSQL refuses to look one up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, ValueError) and "NUL (0x00)" in str(exception):
            return bad_request(request, BadRequest("NUL character"))
        return None
