from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from certify import design, guide, letters, public, views
from certify.casefile.page import case_file

urlpatterns = [
    path("", public.landing, name="landing"),
    path("robots.txt", public.robots, name="robots"),
    path("sitemap.xml", public.sitemap, name="sitemap"),
    path("favicon.ico", public.favicon, name="favicon"),
    path("home/", views.home, name="home"),
    path("home/waiting/", views.waiting, name="waiting"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/<slug:figure>.<slug:filetype>", views.dashboard_file, name="dashboard_file"),
    path("cases/<str:reference>/", case_file, name="case_file"),
    path("healthz", views.healthz, name="healthz"),
    path("design/", design.design, name="design"),
    path("design/letters/", letters.letters, name="design_letters"),
    path("design/letters/<path:name>/html/", letters.letter_html, name="design_letter_html"),
    path("design/letters/<path:name>/", letters.letter, name="design_letter"),
    path("guide/", guide.guide, name="guide"),
    path("guide/pictures/<str:name>", guide.picture, name="guide_picture"),
    path("guide/<slug:slug>/", guide.chapter, name="guide_chapter"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("", include("accounts.urls")),
    path("", include("scoring.urls")),
    path("", include("applications.urls")),
    path("", include("audits.urls")),
    path("", include("certificates.urls")),
    path("", include("workflow.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("admin/", admin.site.urls),
]
