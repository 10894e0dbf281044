"""A sentence instead of an answer for an address that asks more often than people do."""

from functools import wraps

from django.shortcuts import render

from certificates.throttling import is_too_often

TOO_OFTEN = 429


def not_too_often(name, most, *, on_post=None):
    """Answers 429 beyond `most` visits a minute; `on_post` is the (name, most) that counts for what is handed in."""

    def guard(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            counted = on_post if on_post and request.method == "POST" else (name, most)
            if is_too_often(request, *counted):
                response = render(request, "certificates/verify/too_often.html", status=TOO_OFTEN)
                response["Retry-After"] = "60"
                return response
            return view(request, *args, **kwargs)

        return answer

    return guard
