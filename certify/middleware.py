"""What no view should have to think of."""

from django.core.exceptions import BadRequest
from django.views.defaults import bad_request


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
