"""Draws components as a page would, for the tests of the skin."""

import re

from django.template import Context, Template
from django.utils.translation import override


def draw(source, language="en", **context):
    with override(language):
        return Template("{% load i18n ui %}" + source).render(Context(context)).strip()


def words(html):
    """What one reads: without markup, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def ids(html):
    return set(re.findall(r'\bid="([^"]+)"', html))
