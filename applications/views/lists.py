"""The list of applications, the same for applicants and staff, and the start of one."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applications.forms import ListFilterForm, StartForm
from applications.models import Application
from applications.queries import applications_listed
from applications.views.access import REFUSALS, refused

ROWS_PER_PAGE = 25


def applications(request):
    asked = {name: request.GET.get(name, "") for name in ("q", "state", "sort")}
    found = applications_listed(request.user, words=asked["q"], state=asked["state"], sort=asked["sort"])
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    form = ListFilterForm(request.GET, user=request.user, model=Application)
    context = {"page": page, "form": form, "is_narrowed": bool(asked["q"] or asked["state"])}
    return render(request, "applications/list.html", context)


@require_http_methods(["GET", "POST"])
def start(request):
    """Begin a draft. Whoever belongs to no organisation registers one first; staff have none to apply for."""
    if request.user.roles:
        raise PermissionDenied
    form = StartForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(form.save())
        except REFUSALS as refusal:
            return refused(request, refusal, "applications")
    status = 422 if request.method == "POST" else 200
    return render(request, "applications/start.html", {"form": form}, status=status)
