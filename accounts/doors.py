"""Doors of views: who may enter at all. What may be done with a case is said by its lifecycle, not here."""

from functools import wraps

from django.core.exceptions import PermissionDenied


def only(predicate):
    """Let a view answer people of whom `predicate(user)` holds, and 403 to the rest."""

    def guarded(view):
        @wraps(view)
        def enter(request, *args, **kwargs):
            if not predicate(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return enter

    return guarded
