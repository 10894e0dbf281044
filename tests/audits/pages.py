"""Asking for pages of an audit."""

from django.urls import reverse


def page(browser, name, *arguments, status=200):
    """The text of the page of that name, which must answer with `status`."""
    response = browser.get(reverse(name, args=arguments))
    assert response.status_code == status
    return response.content.decode()


def warmed(browser):
    """The browser after a small page, so that what is read once per process is not counted."""
    browser.get(reverse("audits"), {"q": "nothing fits this"})
    return browser


def file_url(file):
    return reverse("corrective_file", args=[file.action.nonconformity.reference, file.pk])
