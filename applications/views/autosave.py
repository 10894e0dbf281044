"""A page of questions that saves itself: what is valid is kept, what is not is told beside its field."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string

from applications.actions import Opened, Overtaken, revision_of, save_topic
from applications.queries import manager_figures
from applications.views.access import REFUSALS, refused

WORD_LENGTH = 12


def opened_page(request, application, topic):
    """The page that a request comes from, or the one that is being made."""
    revision, window = request.POST.get("revision", ""), request.POST.get("window", "")[: WORD_LENGTH + 4]
    if revision.isdecimal() and len(revision) < 10 and window:
        return Opened(int(revision), window)
    return Opened(revision_of(application, topic.slug), get_random_string(WORD_LENGTH))


def autosave(request, application, topic, form):
    """Save what is valid of the bound form or formset. The answer to the page's script names what is not."""
    form.is_valid()
    general = form.non_form_errors() if hasattr(form, "forms") else form.non_field_errors()
    if general:
        return JsonResponse({"ok": False, "error": " ".join(general)}, status=422)
    opened = opened_page(request, application, topic)
    try:
        revision = save_topic(
            application, topic.slug, lambda: form.save(by=request.user), by=request.user, opened=opened
        )
    except Overtaken as overtaken:
        page = render_to_string(
            "applications/topic_overtaken.html", {"overtaken": overtaken, "saves_itself": True}, request
        )
        answer = {"ok": False, "error": str(overtaken), "fragments": {"#overtaken": page}}
        return JsonResponse(answer, status=409)
    except REFUSALS as refusal:
        return refused(request, refusal, application)
    return JsonResponse(
        {
            "ok": True,
            "revision": revision,
            "errors": field_errors(form),
            **({"values": form.keys} if hasattr(form, "forms") else {}),
            "fragments": {"#overtaken": "", **figures(request, application, topic)},
        }
    )


def field_errors(form):
    """The markup of the errors of each field, by the id of its control."""
    return {
        bound.auto_id: render_to_string("ui/field_errors.html", {"field": bound})
        for each in getattr(form, "forms", [form])
        for bound in each
        if bound.errors
    }


def figures(request, application, topic):
    """What the page says about the answers, where it says anything."""
    if topic.slug not in {"managers", "size"}:
        return {}
    facts = {"application": application, "topic": topic, "figures": manager_figures(application)}
    return {"#figures": render_to_string("applications/topics/figures.html", facts, request)}
