"""How every view fetches its application, and how it answers a person and a script alike."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect

from applications.models import Application
from files.intake import FileRefused
from workflow.machine import NotAllowed, StepRefused, WrongState

REFUSALS = (StepRefused, FileRefused)


def application_or_404(request, reference, may=None):
    """The application where the person may see it; 403 where a page is only for those of whom `may` holds."""
    visible = Application.objects.visible_to(request.user).select_related("organisation", "edition")
    application = get_object_or_404(visible, reference=reference.replace("\x00", ""))
    if may and not may(request.user, application):
        raise PermissionDenied
    return application


def wants_json(request):
    return request.headers.get("Accept", "").startswith("application/json")


def saved(request, back, message="", **reply):
    """200 with `reply` for a script; back to `back` with a message for a person."""
    if wants_json(request):
        return JsonResponse({"ok": True, **reply})
    if message:
        messages.success(request, message)
    return redirect(back)


def refused(request, refusal, back):
    """The sentences of a refusal: JSON with 403, 409 or 422 for a script; messages for a person, or the page of 403."""
    sentences = getattr(refusal, "sentences", None) or [str(refusal)]
    if wants_json(request):
        return JsonResponse({"ok": False, "error": " ".join(sentences)}, status=status_of(refusal))
    if isinstance(refusal, NotAllowed):
        raise PermissionDenied
    for sentence in sentences:
        messages.error(request, sentence)
    return redirect(back)


def status_of(refusal):
    if isinstance(refusal, NotAllowed):
        return 403
    return 409 if isinstance(refusal, WrongState) else 422


def first_error(form):
    """The first sentence of a form that is not valid."""
    return next(error for errors in form.errors.values() for error in errors)
