"""The front page, and what search engines and browsers ask for by themselves."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certify.front import front_page

# The pages worth finding. Certificates are not among them: the register links to each one, and their state changes.
FOUND_BY_SEARCH = ("landing", "register", "verify", "guide")
DAY = 24 * 3600


@require_safe
def landing(request):
    return redirect("home") if request.user.is_authenticated else render(request, "landing.html", front_page())


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request):
    address = settings.SITE_URL + reverse("sitemap")
    return render(request, "public/robots.txt", {"sitemap": address}, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=DAY)
def sitemap(request):
    addresses = [settings.SITE_URL + reverse(name) for name in FOUND_BY_SEARCH]
    return render(
        request, "public/sitemap.xml", {"addresses": addresses}, content_type="application/xml; charset=utf-8"
    )


@require_safe
@cache_control(public=True, max_age=DAY)
def favicon(request):
    """Where browsers look without being told; the pages name the drawing itself."""
    return redirect(static("img/logo.svg"))
