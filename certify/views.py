"""The home pages: landing, worklists, health."""

from django.db import connection
from django.http import JsonResponse
from django.shortcuts import redirect, render


def landing(request):
    return redirect("home") if request.user.is_authenticated else render(request, "landing.html")


def home(request):
    return render(request, "home.html")


def healthz(request):
    """200 where the process serves and the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
