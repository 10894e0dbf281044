"""Pages that are drawn by the real templates and answered by the test itself, in a real browser: no server, no database."""

import mimetypes
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.utils.translation import override

SITE = "http://staged.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'"
PAGE = """{% extends "base.html" %}{% load static ui %}{% block title %}T{% endblock %}"""
ELSEWHERE = "<title>elsewhere</title><p>elsewhere</p>"


def drawn(blocks, **context):
    """A page of ours in English with these blocks."""
    with override("en"):
        return Template(PAGE + blocks).render(Context({"csrf_token": "token", **context}))


def path_of(route):
    return urlsplit(route.request.url).path


def serve(route, page=ELSEWHERE):
    """Answer with a static file where one is asked for, else with the page, under the policy of the product."""
    path = path_of(route)
    if path.startswith("/static/"):
        file = finders.find(path.removeprefix("/static/"))
        route.fulfill(path=file, content_type=mimetypes.guess_type(file)[0])
    else:
        route.fulfill(body=page, content_type="text/html", headers={"Content-Security-Policy": POLICY})
