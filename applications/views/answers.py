"""The applicant's pages of questions, and the page on which all answers are checked before submitting."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.actions import Overtaken, save_topic
from applications.forms import BusinessForm, ContactForm, ExclusionRows, ManagerRows, ScopeForm, SiteRows, SizeForm
from applications.permissions import is_applicant
from applications.queries import checklist, claims_with_titles, clause_choices, manager_figures, topic_states
from applications.task_list import paper_figures
from applications.topics import BY_SLUG, TOPICS
from applications.views.access import REFUSALS, application_or_404, refused, wants_json
from applications.views.autosave import autosave, opened_page
from applications.wording import why_compulsory

ANSWER_FORMS = {"contact": ContactForm, "business": BusinessForm, "scope": ScopeForm, "size": SizeForm}
ROW_FORMS = {"sites": SiteRows, "managers": ManagerRows, "exclusions": ExclusionRows}


@require_http_methods(["GET", "POST"])
def topic(request, reference, slug):
    """One page of questions. Reading it is for the applicant while the application may be changed."""
    if slug not in BY_SLUG:
        raise Http404
    application = application_or_404(request, reference, may=is_applicant)
    if not application.is_editable:
        if wants_json(request):
            return JsonResponse({"ok": False, "error": _("The answers can no longer be changed.")}, status=409)
        messages.info(request, _("The answers can no longer be changed."))
        return redirect(application)
    if slug in ROW_FORMS:
        return rows_page(request, application, BY_SLUG[slug])
    form = ANSWER_FORMS[slug](request.POST or None, instance=application)
    if request.method == "POST" and wants_json(request):
        return autosave(request, application, BY_SLUG[slug], form)
    if request.method == "POST" and form.is_valid():
        return save(request, application, form, BY_SLUG[slug])
    return topic_page(request, application, BY_SLUG[slug], form=form)


def rows_page(request, application, topic):
    """A page that is a list: `add` and `remove` rearrange it and check nothing, the other buttons save."""
    rows_class = ROW_FORMS[topic.slug]
    options = {"clauses": clause_choices(application)} if topic.slug == "exclusions" else {}
    if "add" in request.POST or "remove" in request.POST:
        formset = rows_class.rearranged(application, request.POST, **options)
        return topic_page(request, application, topic, status=200, formset=formset)
    formset = rows_class(application, request.POST or None, **options)
    if request.method == "POST" and wants_json(request):
        return autosave(request, application, topic, formset)
    if request.method == "POST" and formset.is_valid():
        return save(request, application, formset, topic)
    return topic_page(request, application, topic, formset=formset)


def save(request, application, form, topic):
    opened = None if "overwrite" in request.POST else opened_page(request, application, topic)
    try:
        save_topic(application, topic.slug, lambda: form.save(by=request.user), by=request.user, opened=opened)
    except Overtaken as overtaken:
        named = "formset" if hasattr(form, "forms") else "form"
        return topic_page(request, application, topic, status=409, overtaken=overtaken, **{named: form})
    except REFUSALS as refusal:
        return refused(request, refusal, application)
    if "continue" in request.POST:
        return redirect(next_page(application, topic))
    messages.success(request, _("“%(topic)s” is saved.") % {"topic": topic.title})
    if "overwrite" in request.POST:
        return redirect(request.get_full_path())
    return redirect(came_from(request, application, topic))


def came_from(request, application, topic):
    """Where a page of questions leads back to: the check of all answers where one came from there, else the list."""
    if request.GET.get("from") == "check":
        return f"{reverse('check_application', args=[application.reference])}#topic-{topic.slug}"
    return application.get_absolute_url()


def next_page(application, topic):
    """The page after this one: the next topic, then the papers."""
    slugs = [each.slug for each in TOPICS]
    following = slugs[slugs.index(topic.slug) + 1 :]
    if following:
        return reverse("application_topic", args=[application.reference, following[0]])
    return reverse("application_papers", args=[application.reference])


def topic_page(request, application, topic, *, status=None, **forms):
    facts = {"figures": manager_figures(application)} if topic.slug in {"managers", "size"} else {}
    return render(
        request,
        f"applications/topics/{topic.slug}.html",
        {
            "application": application,
            "topic": topic,
            "number": TOPICS.index(topic) + 1,
            "count": len(TOPICS),
            "opened": opened_page(request, application, topic),
            "back": came_from(request, application, topic),
            "from_check": request.GET.get("from") == "check",
            **facts,
            **forms,
        },
        status=status or (422 if request.method == "POST" else 200),
    )


def check(request, reference):
    """Every answer and paper on one page, with what is missing, before it is submitted."""
    application = application_or_404(request, reference, may=is_applicant)
    topics, lines = topic_states(application), checklist(application)
    return render(
        request,
        "applications/check.html",
        {
            "application": application,
            "topics": topics,
            "lines": lines,
            "paper_figures": paper_figures(lines),
            "why": why_compulsory(application),
            "missing": any(state.missing for state in topics)
            or any(line.is_missing or line.is_marked_to_mend for line in lines),
            "figures": manager_figures(application),
            "claims": claims_with_titles(application),
        },
    )
