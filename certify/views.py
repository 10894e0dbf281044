"""The home pages: worklists, the dashboard, health."""

from django.db import connection
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from certify.desk import desk_of
from certify.overview import Overview, pages
from certify.overview.answers import answers
from certify.portal import portal_of
from certify.worklists import number_waiting_for


def home(request):
    """What waits for me: a worklist for staff, the cases of their organisations for applicants."""
    user = request.user
    if user.roles:
        return render(request, "home/staff.html", {"desk": desk_of(user, request.GET)})
    if not user.organisations.exists():
        return redirect("register_organisation")
    return render(request, "home/client.html", {"portal": portal_of(user)})


def waiting(request):
    """The number in the door “My work”, as a fragment that pages fetch once they are shown."""
    return render(request, "home/waiting.html", {"count": number_waiting_for(request.user)})


def dashboard(request):
    """The body's work at a glance, for managers and the committee."""
    overview = Overview(request.user, request.GET)
    context = {
        "overview": overview,
        "answers": answers(overview),
        "parts": pages.parts(overview, request),
        "choices": pages.choices(overview, request),
        "admin_url": reverse("admin:index"),
        **pages.late_shown(overview, request),
        **pages.numbers_shown(request),
    }
    return render(request, "home/dashboard.html", context)


def dashboard_file(request, figure, filetype):
    """The numbers behind one picture of the dashboard, as a file."""
    overview = Overview(request.user, request.GET)
    try:
        return pages.file_of(overview, figure, filetype)
    except LookupError:
        raise Http404 from None


def healthz(request):
    """200 where the process serves and the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
